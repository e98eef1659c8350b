import { namedIn } from "../web/paths.ts";
import type { ConsoleArea, ConsolePage } from "../wire/console-area.ts";

export interface FoundPage {
  readonly area: ConsoleArea;
  readonly page: ConsolePage;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The page at a path below `/_portcullis/`. A literal part goes before a parameter; a trailing slash
 * says nothing.
 */
export function findPage(areas: readonly ConsoleArea[], method: string, path: string): FoundPage | undefined {
  const [first = "", ...rest] = path
    .split("/")
    .filter((part, index, all) => part !== "" || index < all.length - 1);
  const area = areas.find((each) => each.path === first);
  if (area === undefined) return undefined;
  const candidates = area.pages
    .filter((page) => page.method === method)
    .map((page) => ({ page, parameters: matched(partsOf(page.path), rest) }))
    .filter(
      (found): found is { page: ConsolePage; parameters: Record<string, string> } =>
        found.parameters !== undefined,
    )
    .sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length);
  const found = candidates[0];
  return found === undefined ? undefined : { area, ...found };
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

function matched(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = decoded(parts[index] ?? "");
    if (given === undefined) return undefined;
    if (part.startsWith(":")) parameters[part.slice(1)] = given;
    else if (part !== given) return undefined;
  }
  return parameters;
}

function decoded(part: string): string | undefined {
  try {
    return namedIn(decodeURIComponent(part));
  } catch {
    return undefined;
  }
}
