import { UserError } from "../../core/errors.ts";
import { ICONS } from "../../web/parts/marks.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { ConsoleAnswer, ConsoleArea, ConsoleContext } from "../../wire/console-area.ts";
import { compare, parseMatrix } from "../diff/diff.ts";
import type { AccessMatrix } from "../matrix.ts";
import { htmlOf } from "../render/html.ts";
import { markdownOf } from "../render/markdown.ts";
import { membersOf } from "./members.ts";
import { AccessPage, chosenRow } from "./page.tsx";

/** Makes the matrix of this cloud; with `prove` every cell is asked for that can be without harm. */
export type MakeMatrix = (options: { readonly prove: boolean }) => Promise<AccessMatrix>;

/** What is deployed changes seldom; a matrix calls functions. */
const FRESH_MS = 60_000;

interface Made {
  readonly at: number;
  readonly matrix: AccessMatrix;
}

/** Who may reach what, with its proofs. */
export function accessArea(make: MakeMatrix): ConsoleArea {
  let made: Made | undefined;
  const matrixAt = async (console: ConsoleContext, again: boolean): Promise<Made> => {
    if (made === undefined || again || console.now() - made.at > FRESH_MS) {
      made = { at: console.now(), matrix: await make({ prove: false }) };
    }
    return made;
  };
  const page = async (
    console: ConsoleContext,
    query: URLSearchParams,
    saved?: AccessMatrix,
  ): Promise<ConsoleAnswer> => {
    const { at, matrix } = await matrixAt(console, query.get("again") === "1");
    const changes = saved === undefined ? undefined : compare(saved, matrix);
    const wanted = { text: query.get("q")?.trim() ?? "", who: query.get("who") ?? "" };
    const chosen = query.get("row") ?? undefined;
    const row = chosenRow({ chosen, matrix, wanted });
    const members = row === undefined ? [] : await membersOf(console, row);
    const view = { at, matrix, changes, chosen, wanted, members };
    return { view: { title: "Access", body: <AccessPage view={view} /> } };
  };
  return {
    path: "access",
    title: "Access",
    group: "decisions",
    order: 2,
    icon: ICONS.access,
    key: "a",
    pages: [
      { method: "GET", path: "", handle: (console, { query }) => page(console, query) },
      {
        method: "POST",
        path: "/prove",
        handle: async (console) => {
          made = { at: console.now(), matrix: await make({ prove: true }) };
          const wrong = made.matrix.proof?.disagreements.length ?? 0;
          const notice =
            wrong === 0
              ? ({ verdict: "yes", text: "Every cell that was asked for agrees." } as const)
              : ({ verdict: "no", text: `${wrong} cells disagree: a mistake of this program.` } as const);
          return { redirect: `${CONSOLE_PATH}access`, notice };
        },
      },
      {
        method: "POST",
        path: "/compare",
        handle: (console, { form }) => {
          const file = form.file("saved");
          if (file === undefined) return refused("No file was chosen.");
          try {
            return page(console, new URLSearchParams(), parseMatrix(file.bytes.toString("utf8"), file.name));
          } catch (error) {
            if (error instanceof UserError) return refused(error.message);
            throw error;
          }
        },
      },
      {
        method: "GET",
        path: "/save/json",
        handle: async (console) =>
          download(
            "application/json",
            "access.json",
            JSON.stringify((await matrixAt(console, false)).matrix, undefined, 2),
          ),
      },
      {
        method: "GET",
        path: "/save/markdown",
        handle: async (console) =>
          download(
            "text/markdown; charset=utf-8",
            "access.md",
            markdownOf((await matrixAt(console, false)).matrix).join("\n"),
          ),
      },
      {
        method: "GET",
        path: "/save/html",
        handle: async (console) =>
          download(
            "text/html; charset=utf-8",
            "access.html",
            htmlOf((await matrixAt(console, false)).matrix),
          ),
      },
    ],
  };
}

function refused(text: string): ConsoleAnswer {
  return { redirect: `${CONSOLE_PATH}access`, notice: { verdict: "no", text } };
}

function download(type: string, name: string, body: string): ConsoleAnswer {
  return {
    response: {
      status: 200,
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
      },
      body,
    },
  };
}
