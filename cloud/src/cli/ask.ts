import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Where a person types and reads. Standard output stays free: it may be captured by `$(…)`. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

const THE_TERMINAL: Terminal = { input: process.stdin, output: process.stderr };

/** Whether somebody can be asked. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY === true;
}

interface Text {
  /** The question as it is shown, without the colon. */
  readonly message: string;
  /** What is typed is not shown. */
  readonly hidden?: boolean;
  /** What is wrong with an answer; it is asked again then. */
  readonly problemOf?: (answer: string) => string | undefined;
}

/** The answer without the spaces around it, or undefined after Ctrl-C or the end of input. */
export async function askText(
  { message, hidden = false, problemOf = () => undefined }: Text,
  terminal: Terminal = THE_TERMINAL,
): Promise<string | undefined> {
  for (;;) {
    const line = await readLine(`${message}: `, hidden, terminal);
    const answer = hidden ? line : line?.trim();
    const problem = answer === undefined ? undefined : problemOf(answer);
    if (problem === undefined) return answer;
    terminal.output.write(`${problem}\n`);
  }
}

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ["y", true],
  ["yes", true],
  ["n", false],
  ["no", false],
  ["", false],
]);

/** False, the default, after no, Enter, Ctrl-C and the end of input; anything else is asked again. */
export async function askYesOrNo(question: string, terminal: Terminal = THE_TERMINAL): Promise<boolean> {
  for (;;) {
    const line = await readLine(`${question} [y/N] `, false, terminal);
    const answer = ANSWERS.get(line?.trim().toLowerCase() ?? "");
    if (answer !== undefined) return answer;
    terminal.output.write("Please answer yes or no.\n");
  }
}

/** One interface for each question: what was typed ahead answers none. */
function readLine(prompt: string, hidden: boolean, { input, output }: Terminal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const lines = createInterface({
      input,
      output: hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : output,
      terminal: hidden || output.isTTY === true,
      historySize: 0,
    });
    let isAnswered = false;
    lines.once("close", () => {
      // Enter that is not shown, or none at all, leaves the cursor behind the question.
      if (hidden || !isAnswered) output.write("\n");
      if (!isAnswered) resolve(undefined);
    });
    lines.once("SIGINT", () => lines.close());
    lines.question(prompt, (answer) => {
      isAnswered = true;
      lines.close();
      resolve(answer);
    });
    if (hidden) output.write(prompt);
  });
}
