import { spawn } from "node:child_process";
import { join } from "node:path";

/** Colours and cursor moves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled by such characters
const TERMINAL_CODES = /\u001b\[[0-9;?]*[A-Za-z]/g;
const TERMINAL = join(import.meta.dirname, "terminal.py");

export const ENTER = "\r";
export const CTRL_C = "\u0003";
/** Ctrl-D, the end of input. */
export const CTRL_D = "\u0004";

interface Scene {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What a question looks like when it is the last thing on the screen; group 1 is its text. */
  readonly question: RegExp;
  /** What is typed at a question, Enter included. */
  answer(question: string): string;
}

interface Dialogue {
  readonly code: number;
  readonly out: string;
  /** The questions in the order they were asked. */
  readonly asked: readonly string[];
}

/** Runs a program in a terminal of its own, as a person does. `python` makes the terminal. */
export async function inTerminal(
  python: string,
  command: readonly string[],
  { folder, environment, question, answer }: Scene,
): Promise<Dialogue> {
  const child = spawn(python, [TERMINAL, ...command], { cwd: folder, env: environment });
  const asked: string[] = [];
  let out = "";
  let read = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString("utf8").replaceAll(TERMINAL_CODES, "");
    const text = question.exec(out.slice(read))?.[1]?.trim();
    if (text === undefined) return;
    read = out.length;
    asked.push(text);
    child.stdin.write(answer(text));
  });
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)));
  return { code, out: out.replaceAll("\r\n", "\n"), asked };
}

/** Answers the questions of `portcullis` in turn. One more question than answers meets the end of input. */
export function inTurn(typed: readonly string[]): Pick<Scene, "question" | "answer"> {
  const left = [...typed];
  return { question: /([^\n]*(?:\[y\/N\]|:)) $/, answer: () => left.shift() ?? CTRL_D };
}
