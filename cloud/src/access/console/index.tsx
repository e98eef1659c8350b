import { UserError } from "../../core/errors.ts";
import { ICONS } from "../../web/parts/marks.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { ConsoleAnswer, ConsoleArea, ConsoleContext } from "../../wire/console-area.ts";
import { compare, parseMatrix } from "../diff/diff.ts";
import type { AccessMatrix } from "../matrix.ts";
import { changedStacks, type KeptProof, type StackState } from "../prove/kept-proof.ts";
import { htmlOf } from "../render/html.ts";
import { markdownOf } from "../render/markdown.ts";
import { membersOf } from "./members.ts";
import { AccessPage, chosenRow, type ShownProof } from "./page.tsx";

/** What the page shows comes from. */
export interface AccessSources {
  /** The matrix of this cloud, computed. */
  compute(): Promise<AccessMatrix>;
  /** Asks for every cell that can be asked for without harm, and keeps what comes of it. */
  prove(): Promise<KeptProof>;
  /** ACCESS-18: what was proved last, of the console or of a terminal. */
  lastProof(): KeptProof | undefined;
  /** The stacks as they are now. */
  stacks(): Promise<readonly StackState[]>;
  /** How `--state` names this cloud, in the commands of what is saved. */
  readonly state: string | undefined;
}

/** What is deployed changes seldom; a matrix calls functions. */
const FRESH_MS = 60_000;

interface Made {
  readonly at: number;
  readonly matrix: AccessMatrix;
}

/** The matrix to show: with its proofs, unless something changed since. */
interface Shown extends Made {
  readonly proof: ShownProof | undefined;
}

/** Who may reach what, with its proofs. */
export function accessArea(sources: AccessSources): ConsoleArea {
  let made: Made | undefined;
  const matrixAt = async (console: ConsoleContext, again: boolean): Promise<Made> => {
    if (made === undefined || again || console.now() - made.at > FRESH_MS) {
      made = { at: console.now(), matrix: await sources.compute() };
    }
    return made;
  };
  const shownAt = async (console: ConsoleContext, again: boolean): Promise<Shown> => {
    const { at, matrix } = await matrixAt(console, again);
    const last = sources.lastProof();
    if (last?.matrix.proof === undefined) return { at, matrix, proof: undefined };
    const changed = changedStacks(last.stacks, await sources.stacks());
    const cells = compare(last.matrix, matrix).length;
    const isOld = changed.length + cells > 0;
    const proof = { at: last.provedAt, summary: last.matrix.proof, stacks: changed, cells, isOld };
    return { at, matrix: isOld ? matrix : last.matrix, proof };
  };
  const page = async (
    console: ConsoleContext,
    query: URLSearchParams,
    saved?: AccessMatrix,
  ): Promise<ConsoleAnswer> => {
    const { at, matrix, proof } = await shownAt(console, query.get("again") === "1");
    const changes = saved === undefined ? undefined : compare(saved, matrix);
    const wanted = { text: query.get("q")?.trim() ?? "", who: query.get("who") ?? "" };
    const chosen = query.get("row") ?? undefined;
    const row = chosenRow({ chosen, matrix, wanted });
    const members = row === undefined ? [] : await membersOf(console, row);
    const kept = console.trace.kept();
    const view = { at, matrix, proof, changes, chosen, wanted, members, kept };
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
        handle: async () => {
          const { matrix } = await sources.prove();
          made = undefined;
          const wrong = matrix.proof?.disagreements.length ?? 0;
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
            JSON.stringify((await shownAt(console, false)).matrix, undefined, 2),
          ),
      },
      {
        method: "GET",
        path: "/save/markdown",
        handle: async (console) =>
          download(
            "text/markdown; charset=utf-8",
            "access.md",
            markdownOf((await shownAt(console, false)).matrix, sources.state).join("\n"),
          ),
      },
      {
        method: "GET",
        path: "/save/html",
        handle: async (console) =>
          download(
            "text/html; charset=utf-8",
            "access.html",
            htmlOf((await shownAt(console, false)).matrix, sources.state),
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
