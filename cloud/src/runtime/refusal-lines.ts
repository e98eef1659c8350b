import type { People } from "../core/ports/people.ts";
import { isProvoked, type Provoked } from "../core/ports/probes.ts";
import { onOneLine } from "../core/printable.ts";
import type { KeptEvent } from "../trace/kept-event.ts";
import { explain } from "../trace/sentences/index.ts";
import { cutTo } from "../trace/sentences/words.ts";
import { shortId } from "../trace/short-ids.ts";
import type { TraceLog } from "../trace/trace-log.ts";

export interface RefusalLinesOptions {
  readonly log: TraceLog;
  readonly people: People;
  /** Takes one line without its end. */
  print(line: string): void;
}

/** A flood is counted, not printed. */
const LINES_A_SECOND = 10;
const LONGEST_LINE = 240;
/** Probes that follow each other sooner are of one run, which is told once. */
const PROBES_PAUSE_MS = 60_000;
const PROBE_LINES: Readonly<Record<Provoked, string>> = {
  access:
    "… portcullis access tries who is refused: those lines are left out → npx portcullis explain --last 10 --all",
  audit:
    "… portcullis audit attacks: what it is refused is left out → npx portcullis explain --last 10 --all",
  deployment: "… a deployment asks what is there",
};

/**
 * One line for each call of an API that was refused or failed:
 * `401 POST /v1/orders: the token lacks … → npx portcullis explain 1a2b`.
 * @returns how to end it
 */
export function printRefusals({ log, people, print }: RefusalLinesOptions): () => void {
  let second = 0;
  let printed = 0;
  let leftOut = 0;
  let lastProbeAt = Number.NEGATIVE_INFINITY;
  return log.listenToRefusals((event) => {
    if (!CALL_SERVICES.has(event.service) || event.wire === undefined) return;
    if (isProvoked(event.probe)) {
      if (event.at - lastProbeAt > PROBES_PAUSE_MS) print(PROBE_LINES[event.probe]);
      lastProbeAt = event.at;
      return;
    }
    const now = Math.floor(event.at / 1000);
    if (now !== second) {
      if (leftOut > 0) print(`… and ${leftOut} more refused calls`);
      second = now;
      printed = 0;
      leftOut = 0;
    }
    printed += 1;
    if (printed > LINES_A_SECOND) leftOut += 1;
    else print(refusalLine(event, log.refusals(), people));
  });
}

/** `service` of the events of calls of APIs and of function URLs. */
const CALL_SERVICES: ReadonlySet<string> = new Set(["execute-api", "lambda-url"]);

function refusalLine(event: KeptEvent, refusals: readonly KeptEvent[], people: People): string {
  const { request, operation = "", wire } = event;
  const short = shortId(
    request,
    refusals.map((other) => other.request),
  );
  const said = cutTo(`${wire?.status ?? ""} ${operation}: ${explain(event, people).decided}`, LONGEST_LINE);
  return onOneLine(`${said} → npx portcullis explain ${short}`);
}
