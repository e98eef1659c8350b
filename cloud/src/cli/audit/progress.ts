import type { CheckResult } from "../../audit/model.ts";
import type { Progress } from "../../audit/run.ts";
import { onOneLine } from "../../core/printable.ts";

export interface ProgressLine {
  show(event: Progress): void;
  /** Clears the line. */
  end(): void;
}

const CLEAR = "\r\u001b[2K";
const MARKS: Readonly<Record<CheckResult["verdict"], string>> = {
  held: "✔",
  found: "✖",
  "not checked": "?",
  "nothing to check": "·",
};

/** One line that is written over at a terminal; a line a check elsewhere, with `--verbose` only. */
export function createProgress(
  output: NodeJS.WritableStream & { readonly isTTY?: boolean },
  verbose: boolean,
): ProgressLine {
  const isTerminal = output.isTTY === true;
  return {
    show: (event) => {
      if (event.kind === "left")
        output.write(`${CLEAR}Still there: ${event.left.map(onOneLine).join(", ")}\n`);
      else if (isTerminal && event.kind === "check") {
        const { check, index, count } = event;
        output.write(`${CLEAR}${index + 1}/${count} ${check.id} ${check.title}`);
      } else if (!isTerminal && verbose && event.kind === "result") {
        const { check, verdict } = event.result;
        output.write(`${MARKS[verdict]} ${check.id} ${onOneLine(check.title)}: ${verdict}\n`);
      }
    },
    end: () => {
      if (isTerminal) output.write(CLEAR);
    },
  };
}
