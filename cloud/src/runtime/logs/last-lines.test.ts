import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastLines } from "./last-lines.ts";

let logs: string;
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), "portcullis-last-lines-"));
});
afterEach(() => rmSync(logs, { recursive: true, force: true }));

function write(name: string, text: string, changed: number): void {
  mkdirSync(join(logs, "orders"), { recursive: true });
  const path = join(logs, "orders", name);
  writeFileSync(path, text);
  utimesSync(path, changed, changed);
}

test("the last lines of all environments, the one that wrote last at the end", () => {
  write("2026-09-03-b.log", "b1\nb2\n", 200);
  write("2026-09-03-a.log", "a1\na2\nhalf", 100);
  expect(lastLines(logs, "orders", 10)).toEqual(["a1", "a2", "b1", "b2"]);
  expect(lastLines(logs, "orders", 3)).toEqual(["a2", "b1", "b2"]);
  expect(lastLines(logs, "orders", 1)).toEqual(["b2"]);
});

test("empty lines are lines, however many there are", () => {
  write("2026-09-03-b.log", "\n".repeat(131_072), 100);
  write("2026-09-03-a.log", "\n".repeat(131_072), 200);
  expect(lastLines(logs, "orders", 300_000)).toHaveLength(262_144);
});

test("of a large file only whole lines of its end are read", () => {
  const line = `${"x".repeat(99)}\n`;
  write("2026-09-03-a.log", line.repeat(2_000), 100);
  const lines = lastLines(logs, "orders", 5_000);
  expect(lines.length).toBeLessThan(1_320);
  expect(new Set(lines)).toEqual(new Set(["x".repeat(99)]));
});

test.each(["", "..", "../secrets", "a/b", "none", "x".repeat(65)])("%j leads to no file", (name) => {
  write("2026-09-03-a.log", "a1\n", 100);
  mkdirSync(join(logs, "..", "secrets"), { recursive: true });
  expect(lastLines(logs, name, 10)).toEqual([]);
});
