import { describe, expect, test } from "vitest";
import { logLines } from "./reports.ts";
import { withStackInLines } from "./thrown.ts";

const NODE = {
  errorType: "TypeError",
  errorMessage: "x is not a function",
  stack: ["TypeError: x is not a function", "    at handler (/var/task/index.js:3:9)"],
};
const PYTHON = {
  errorType: "KeyError",
  errorMessage: "'id'",
  stackTrace: ['  File "/var/task/app.py", line 4, in handler\n    event["id"]\n'],
};
const IN_LINES = "TypeError: x is not a function\n    at handler (/var/task/index.js:3:9)";

describe("an error in a log", () => {
  test.each([
    [`Invoke Error \t${JSON.stringify(NODE)}`, `Invoke Error\n${IN_LINES}`],
    [JSON.stringify(NODE), IN_LINES],
    [IN_LINES.replace("\n", "\r"), IN_LINES],
    [
      JSON.stringify(PYTHON),
      `KeyError: 'id'\n  File "/var/task/app.py", line 4, in handler\n    event["id"]`,
    ],
  ])("%s is written in lines", (text, lines) => {
    expect(withStackInLines(text)).toBe(lines);
  });

  test.each([
    "a line without one",
    '{"order":7}',
    '{"stack":"homeapp-api"}',
    '{"errorType":"Error","stack":[]}',
    '{"errorType":"Error","stack":[{"line":1}]}',
    '{"stack":["a stack of plates"]}',
    'broken {"errorType":"Error","stack":["a"',
  ])("%s stays as it is", (text) => {
    expect(withStackInLines(text)).toBe(text);
  });

  test("whatever the form of the log", () => {
    const time = "2026-01-01T00:00:00.000Z";
    const id = "00000000-0000-4000-8000-000000000000";
    const said = [
      `${time}\t${id}\tERROR\tInvoke Error \t${JSON.stringify(NODE)}`,
      JSON.stringify({ timestamp: time, level: "ERROR", requestId: id, message: NODE }),
      JSON.stringify({ timestamp: time, level: "ERROR", requestId: id, message: "no", ...NODE }),
    ];

    expect(logLines(said).map((line) => (line.kind === "text" ? [line.isError, line.text] : []))).toEqual([
      [true, `Invoke Error\n${IN_LINES}`],
      [true, IN_LINES],
      [true, `no\n${IN_LINES}`],
    ]);
  });
});
