import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { askText, askYesOrNo, type Terminal } from "./ask.ts";

/** Types a line at every question, nothing more when the lines are used up. */
function terminalOf(...lines: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...lines];
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    const text = chunk.toString("utf8");
    shown += text;
    if (!/(?:: |\] )$/.test(text)) return;
    const line = left.shift();
    if (line === undefined) input.end();
    else input.write(`${line}\n`);
  });
  const terminal: Terminal = { input, output };
  return { terminal, shown: () => shown };
}

describe("askYesOrNo", () => {
  test.each(["y", "yes", "YES", " Yes "])("%j is yes", async (line) => {
    expect(await askYesOrNo("Go?", terminalOf(line).terminal)).toBe(true);
  });

  test.each(["n", "no", "NO", "", "   "])("%j is no", async (line) => {
    expect(await askYesOrNo("Go?", terminalOf(line).terminal)).toBe(false);
  });

  test.each(["perhaps", "yess", "ye", "1", "__proto__", "constructor", "ja", "y n"])(
    "%j is asked again",
    async (line) => {
      const { terminal, shown } = terminalOf(line, "yes");
      expect(await askYesOrNo("Go?", terminal)).toBe(true);
      expect(shown()).toBe("Go? [y/N] Please answer yes or no.\nGo? [y/N] ");
    },
  );

  test("a very long answer is asked again", async () => {
    expect(await askYesOrNo("Go?", terminalOf("y".repeat(100_000)).terminal)).toBe(false);
  });

  test("the end of input is no, at once and after nonsense", async () => {
    const { terminal, shown } = terminalOf();
    expect(await askYesOrNo("Go?", terminal)).toBe(false);
    expect(shown()).toBe("Go? [y/N] \n");
    expect(await askYesOrNo("Go?", terminalOf("perhaps").terminal)).toBe(false);
  });

  test("what was typed ahead answers no later question", async () => {
    const { terminal } = terminalOf("perhaps\nyes");
    expect(await askYesOrNo("Go?", terminal)).toBe(false);
  });
});

describe("askText", () => {
  const number = {
    message: "Number",
    problemOf: (text: string) => (/^\d+$/.test(text) ? undefined : `"${text}" is no number.`),
  };

  test("asks until the answer will do, and takes it without spaces", async () => {
    const { terminal, shown } = terminalOf("seven", "", " 7 ");
    expect(await askText(number, terminal)).toBe("7");
    expect(shown()).toBe('Number: "seven" is no number.\nNumber: "" is no number.\nNumber: ');
  });

  test("the end of input is no answer", async () => {
    expect(await askText(number, terminalOf().terminal)).toBeUndefined();
    expect(await askText(number, terminalOf("seven").terminal)).toBeUndefined();
  });

  test("a hidden answer is taken as it is and never shown", async () => {
    const { terminal, shown } = terminalOf(" Open sesame ");
    expect(await askText({ message: "Password", hidden: true }, terminal)).toBe(" Open sesame ");
    expect(shown()).toBe("Password: \n");
  });

  test("Ctrl-C at a hidden question is no answer", async () => {
    const { terminal } = terminalOf("half\u0003");
    expect(await askText({ message: "Password", hidden: true }, terminal)).toBeUndefined();
  });
});
