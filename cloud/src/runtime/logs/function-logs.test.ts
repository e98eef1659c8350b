import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FunctionLogs } from "./function-logs.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-logs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let second = 0;

function log(functionName: string, stream: string, text: string): string {
  const path = join(folder, functionName, `2026-09-03-${stream}.log`);
  mkdirSync(join(folder, functionName), { recursive: true });
  appendFileSync(path, text);
  second += 1;
  utimesSync(path, second, second);
  return path;
}

/** @param moments bytes from which on what was written when */
function timed(functionName: string, moments: Readonly<Record<number, number>>, text: string): void {
  const path = log(functionName, "1", text);
  const header = { group: "g", stream: "s", createdAt: 0, start: 0, from: 0, keepsLineEnds: true };
  const lines = Object.entries(moments).map(([from, time]) => `${from} ${time}`);
  writeFileSync(path.replace(".log", ".times"), [JSON.stringify(header), ...lines, ""].join("\n"));
}

const texts = (lines: readonly { functionName: string; text: string }[]) =>
  lines.map(({ functionName, text }) => `${functionName}: ${text}`);

describe("FunctionLogs", () => {
  test("the last lines of each function, in the order of files where no times are known", () => {
    log("b", "1", "b1\nb2\n");
    log("a", "1", "a1\na2\na3\n");
    log("b", "2", "b3\n");

    const reader = new FunctionLogs(folder, []);

    expect(texts(reader.tail(2))).toEqual(["b: b2", "a: a2", "a: a3", "b: b3"]);
    expect(texts(reader.news())).toEqual([]);
  });

  test("lines of all functions are in the order of time, those of one moment as they came", () => {
    timed("open", { 0: 10, 12: 30 }, "open at 10\n\nopen at 30é\nand so on\n");
    timed("close", { 0: 20 }, "close at 20\n");
    const reader = new FunctionLogs(folder, []);
    expect(texts(reader.tail(9))).toEqual([
      "open: open at 10",
      "open: ",
      "close: close at 20",
      "open: open at 30é",
      "open: and so on",
    ]);
    expect(texts(new FunctionLogs(folder, []).tail(1))).toEqual(["close: close at 20", "open: and so on"]);

    timed("close", { 0: 20, 12: 50 }, "close at 50\n");
    timed("open", { 0: 10, 12: 30, 35: 40 }, "open at 40\n");
    expect(texts(reader.news())).toEqual(["open: open at 40", "close: close at 50"]);
  });

  test("what is new: whole lines, new files, new functions, and what a renamed file still got", () => {
    const path = log("a", "1", "one\ntw");
    const reader = new FunctionLogs(folder, []);
    expect(texts(reader.tail(5))).toEqual(["a: one"]);

    log("a", "1", "o\nthree é");
    expect(texts(reader.news())).toEqual(["a: two"]);

    log("a", "1", "\nfour\n");
    renameSync(path, path.replace(".log", ".1.log"));
    log("a", "1", "five\n");
    log("c", "9", "six\n");
    expect(texts(reader.news())).toEqual(["a: three é", "a: four", "a: five", "c: six"]);
  });

  test("only the functions that are asked for, and no other files", () => {
    log("home-Open-1", "1", "open\n");
    log("home-Close-2", "1", "close\n");
    writeFileSync(join(folder, "access.log"), "access\n");
    mkdirSync(join(folder, "aws"));
    writeFileSync(join(folder, "aws", "group.log"), "access\n");

    expect(texts(new FunctionLogs(folder, ["Open"]).tail(9))).toEqual(["home-Open-1: open"]);
    expect(new FunctionLogs(folder, []).functionNames()).toEqual(["home-Close-2", "home-Open-1"]);
    expect(new FunctionLogs(join(folder, "nowhere"), []).tail(9)).toEqual([]);
  });

  test("no lines are asked for: none are shown, and the next are new", () => {
    log("a", "1", "old\n");
    const reader = new FunctionLogs(folder, []);

    expect(reader.tail(0)).toEqual([]);
    log("a", "1", "new\n");
    expect(texts(reader.news())).toEqual(["a: new"]);
  });
});
