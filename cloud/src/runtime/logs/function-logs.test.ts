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

const texts = (lines: readonly { functionName: string; text: string }[]) =>
  lines.map(({ functionName, text }) => `${functionName}: ${text}`);

describe("FunctionLogs", () => {
  test("the last lines of each function, who wrote last at the end", () => {
    log("b", "1", "b1\nb2\n");
    log("a", "1", "a1\na2\na3\n");
    log("b", "2", "b3\n");

    const reader = new FunctionLogs(folder, []);

    expect(texts(reader.tail(2))).toEqual(["a: a2", "a: a3", "b: b2", "b: b3"]);
    expect(texts(reader.news())).toEqual([]);
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
