import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { askText, askYesOrNo, type Desk } from "./ask.ts";

/** Types a line at every question, nothing more when the lines are used up. */
function deskOf(...lines: readonly string[]) {
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
  const desk: Desk = { input, output };
  return { desk, shown: () => shown };
}

describe("askYesOrNo", () => {
  test.each(["y", "yes", "YES", " Yes "])("%j is yes", async (line) => {
    expect(await askYesOrNo("Go?", deskOf(line).desk)).toBe(true);
  });

  test.each(["n", "no", "NO", "", "   "])("%j is no", async (line) => {
    expect(await askYesOrNo("Go?", deskOf(line).desk)).toBe(false);
  });

  test.each(["perhaps", "yess", "ye", "1", "__proto__", "constructor", "ja", "y n"])(
    "%j is asked again",
    async (line) => {
      const { desk, shown } = deskOf(line, "yes");
      expect(await askYesOrNo("Go?", desk)).toBe(true);
      expect(shown()).toBe("Go? [y/N] Please answer yes or no.\nGo? [y/N] ");
    },
  );

  test("a very long answer is asked again", async () => {
    expect(await askYesOrNo("Go?", deskOf("y".repeat(100_000)).desk)).toBe(false);
  });

  test("the end of input is no, at once and after nonsense", async () => {
    const { desk, shown } = deskOf();
    expect(await askYesOrNo("Go?", desk)).toBe(false);
    expect(shown()).toBe("Go? [y/N] \n");
    expect(await askYesOrNo("Go?", deskOf("perhaps").desk)).toBe(false);
  });

  test("what was typed ahead answers no later question", async () => {
    const { desk } = deskOf("perhaps\nyes");
    expect(await askYesOrNo("Go?", desk)).toBe(false);
  });
});

describe("askText", () => {
  const number = {
    message: "Number",
    problemOf: (text: string) => (/^\d+$/.test(text) ? undefined : `"${text}" is no number.`),
  };

  test("asks until the answer will do, and takes it without spaces", async () => {
    const { desk, shown } = deskOf("seven", "", " 7 ");
    expect(await askText(number, desk)).toBe("7");
    expect(shown()).toBe('Number: "seven" is no number.\nNumber: "" is no number.\nNumber: ');
  });

  test("the end of input is no answer", async () => {
    expect(await askText(number, deskOf().desk)).toBeUndefined();
    expect(await askText(number, deskOf("seven").desk)).toBeUndefined();
  });

  test("a hidden answer is taken as it is and never shown", async () => {
    const { desk, shown } = deskOf(" Open sesame ");
    expect(await askText({ message: "Password", hidden: true }, desk)).toBe(" Open sesame ");
    expect(shown()).toBe("Password: \n");
  });

  test("Ctrl-C at a hidden question is no answer", async () => {
    const { desk } = deskOf("half\u0003");
    expect(await askText({ message: "Password", hidden: true }, desk)).toBeUndefined();
  });
});
