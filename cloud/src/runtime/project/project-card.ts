import type { ConsoleContext, ProjectCard } from "../../wire/console-area.ts";
import type { ImportModule } from "./load-module.ts";

/** What a card's module works with: the cloud as any client sees it, and what happened last. */
type CardContext = Pick<ConsoleContext, "call" | "now" | "trace">;

/**
 * The card of a project: its module, which `card` in `portcullis.json` names, exports a function `card`
 * that answers title, facts and perhaps a drawing. It is loaded at the first look at the start page.
 * A card that fails says so in its place.
 */
export function projectCards(
  file: string,
  importModule: ImportModule,
): (console: ConsoleContext) => Promise<readonly ProjectCard[]> {
  let loaded: Promise<(console: CardContext) => Promise<ProjectCard>> | undefined;
  const load = async () => {
    const { loadModule } = await import("./load-module.ts");
    const { card } = await loadModule(file, importModule);
    if (typeof card !== "function") throw new Error(`${file} must export a function "card".`);
    return card as (console: CardContext) => Promise<ProjectCard>;
  };
  return async (console) => {
    try {
      loaded ??= load();
      return [await (await loaded)(console)];
    } catch (error) {
      loaded = undefined;
      return [{ title: "The project's card", facts: [["Failed", (error as Error).message]] }];
    }
  };
}
