const KEPT_LINES = 200;
const KEPT_CHARACTERS = 400;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours and cursor moves are what is taken out.
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/** The last lines a program printed, fit to be shown: no colours, no control characters, no endless lines. */
export interface LogTail {
  add(chunk: string): void;
  lines(): readonly string[];
}

export function createLogTail(): LogTail {
  const kept: string[] = [];
  let open = "";
  return {
    add: (chunk) => {
      const pieces = `${open}${chunk}`.split(/\r\n|\n|\r/);
      // A program that never ends its line is cut, not collected.
      open = (pieces.pop() ?? "").slice(-4 * KEPT_CHARACTERS);
      kept.push(...pieces.map(shown).filter((line) => line !== ""));
      kept.splice(0, Math.max(0, kept.length - KEPT_LINES));
    },
    lines: () => [...kept, shown(open)].filter((line) => line !== ""),
  };
}

function shown(line: string): string {
  return line
    .replace(ESCAPES, "")
    .replace(/\p{Cc}/gu, " ")
    .trimEnd()
    .slice(0, KEPT_CHARACTERS);
}
