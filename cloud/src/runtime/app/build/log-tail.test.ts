import { describe, expect, test } from "vitest";
import { createLogTail } from "./log-tail.ts";

function tailOf(...chunks: string[]): readonly string[] {
  const tail = createLogTail();
  for (const chunk of chunks) tail.add(chunk);
  return tail.lines();
}

describe("createLogTail", () => {
  test("lines are put together from what comes in pieces; empty ones are left out", () => {
    expect(tailOf("one\ntw", "o\r\n\n", "thr")).toEqual(["one", "two", "thr"]);
  });

  test("colours, titles, progress and control characters are taken out", () => {
    expect(tailOf("\u001b[31mred\u001b[0m \u001b]0;title\u0007x\u0000y\u0007\n10%\r20%\r")).toEqual([
      "red x y",
      "10%",
      "20%",
    ]);
  });

  test("only the end is kept", () => {
    const lines = tailOf(Array.from({ length: 5_000 }, (_, index) => `line ${index}\n`).join(""));
    expect([lines.length, lines.at(-1)]).toEqual([200, "line 4999"]);
  });

  test("a line that never ends is cut", () => {
    expect(tailOf(...Array.from({ length: 100 }, () => "x".repeat(10_000)))[0]).toHaveLength(400);
  });
});
