import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyInMemory } from "./copy-in-memory.ts";
import type { Database } from "./database.ts";
import { openDatabase } from "./sqlite.ts";

let folder: string;
let live: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-copy-"));
  live = openDatabase(join(folder, "cloud.db"));
  live.migrate("pools", [
    `CREATE TABLE pools (id TEXT PRIMARY KEY, seal BLOB) WITHOUT ROWID;
     CREATE INDEX pools_by_seal ON pools (seal);
     CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
     CREATE TRIGGER gone AFTER DELETE ON pools BEGIN DELETE FROM people; END;`,
  ]);
  live.prepare("INSERT INTO pools VALUES ('a', ?)").run(Buffer.from([1, 2]));
  live.prepare("INSERT INTO people (name) VALUES ('eve')").run();
});
afterEach(() => {
  live.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = () => join(folder, "cloud.db");
const WANTED = new Set(["migrations", "pools"]);
const copied = () => copyInMemory(file(), (table) => WANTED.has(table));
const count = (database: Database, table: string) =>
  database.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n;

test("AUDIT-14 a copy has all tables, rows of those alone that are wanted, and its migrations are done", () => {
  const copy = copied();

  expect(copy.prepare("SELECT id, seal FROM pools").get()).toEqual({ id: "a", seal: Buffer.from([1, 2]) });
  expect(count(copy, "people")).toBe(0);
  copy.migrate("pools", ["CREATE TABLE pools (id TEXT)"]);
  copy.prepare("INSERT INTO people (name) VALUES ('own')").run();
  copy.prepare("DELETE FROM pools").run();
  expect(count(copy, "people")).toBe(0);
  copy.close();
});

test("AUDIT-14 neither knows what the other writes after it, and the copy holds no writer up", () => {
  live.transaction(() => {
    live.prepare("INSERT INTO pools VALUES ('b', NULL)").run();
    const copy = copied();
    expect(count(copy, "pools")).toBe(1);
    copy.prepare("DELETE FROM pools").run();
    copy.close();
  });
  expect(count(live, "pools")).toBe(2);
  expect(count(live, "people")).toBe(1);
});

test("what is not there is an error", () => {
  expect(() => copyInMemory(join(folder, "none", "cloud.db"), () => true)).toThrow("unable to open");
});
