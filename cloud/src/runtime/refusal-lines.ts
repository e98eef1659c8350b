import type { People } from "../core/ports/people.ts";
import { onOneLine } from "../core/printable.ts";
import type { KeptEvent } from "../trace/kept-event.ts";
import { explain } from "../trace/sentences/index.ts";
import { cutTo } from "../trace/sentences/words.ts";
import { shortId } from "../trace/short-ids.ts";
import type { TraceLog } from "../trace/trace-log.ts";
import { PROBE_AGENT } from "./client/cloud-client.ts";

export interface RefusalLinesOptions {
  readonly log: TraceLog;
  readonly people: People;
  /** Takes one line without its end. */
  print(line: string): void;
}

/** A flood is counted, not printed. */
const LINES_A_SECOND = 10;
const LONGEST_LINE = 240;

/**
 * One line for each call of an API that was refused or failed:
 * `401 POST /v1/orders: the token lacks … → npx portcullis explain 1a2b`.
 * @returns how to end it
 */
export function printRefusals({ log, people, print }: RefusalLinesOptions): () => void {
  let second = 0;
  let printed = 0;
  let leftOut = 0;
  return log.listenToRefusals((event) => {
    if (!CALL_SERVICES.has(event.service) || event.wire === undefined) return;
    if (event.from?.userAgent === PROBE_AGENT) return;
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
