import { copyFileSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "./sqlite.ts";

function tableIn(file = ":memory:") {
  const database = openDatabase(file);
  database.migrate("test", ["CREATE TABLE things (id BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID"]);
  return database;
}

describe("sqlite store", () => {
  test.each([
    ["a lone Buffer", Buffer.from("key")],
    ["an empty Buffer", Buffer.alloc(0)],
    ["text", "key"],
    ["null-like text", ""],
  ])("%s as the only parameter is a value", (_name, id) => {
    const database = tableIn();
    expect(database.prepare("INSERT INTO things (id) VALUES (?)").run(id)).toBe(1);
    expect(database.prepare("SELECT name FROM things WHERE id = ?").get(id)).toEqual({ name: null });
    expect(database.prepare("SELECT name FROM things WHERE id = ?").all(id)).toHaveLength(1);
  });

  test("the error of a transaction that SQLite ended by itself is not hidden behind a failed rollback", () => {
    const database = tableIn();
    const work = (): void => {
      database.prepare("ROLLBACK").run();
      throw new Error("database or disk is full");
    };
    expect(() => database.transaction(work)).toThrow("database or disk is full");
    expect(database.transaction(() => "usable")).toBe("usable");
  });

  test("rows carry nothing but their columns", () => {
    const database = tableIn();
    database.prepare("INSERT INTO things (id, name) VALUES (?, ?)").run("a", "b");
    expect(Object.keys(database.prepare<object>("SELECT * FROM things").get() ?? {})).toEqual(["id", "name"]);
  });

  test("a transaction that throws leaves nothing, also from inside another", () => {
    const database = tableIn();
    const insert = database.prepare("INSERT INTO things (id) VALUES (?)");
    const failing = (): void =>
      database.transaction(() => {
        insert.run("a");
        database.transaction(() => insert.run("b"));
        throw new Error("no");
      });
    expect(failing).toThrow("no");
    expect(database.prepare("SELECT * FROM things").all()).toEqual([]);
    database.transaction(() => insert.run("c"));
    expect(database.prepare("SELECT * FROM things").all()).toHaveLength(1);
  });

  test("migrations are applied once, and later steps on top", () => {
    const file = join(mkdtempSync(join(tmpdir(), "store-")), "cloud.db");
    const first = tableIn(file);
    first.prepare("INSERT INTO things (id, name) VALUES (?, ?)").run("a", "kept");
    first.close();
    const second = openDatabase(file);
    second.migrate("test", [
      "CREATE TABLE things (id BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID",
      "ALTER TABLE things ADD COLUMN size INTEGER NOT NULL DEFAULT 7",
    ]);
    expect(second.prepare("SELECT name, size FROM things").get()).toEqual({ name: "kept", size: 7 });
    second.close();
  });

  test("DOOR-27 what was closed is whole in its one file", () => {
    const file = join(mkdtempSync(join(tmpdir(), "store-")), "cloud.db");
    const first = tableIn(file);
    first.prepare("INSERT INTO things (id, name) VALUES (?, ?)").run("a", "kept");
    first.close();
    expect(() => first.close()).not.toThrow();
    const copy = `${file}.copy`;
    copyFileSync(file, copy);
    const second = openDatabase(copy);
    expect(second.prepare("SELECT name FROM things").get()).toEqual({ name: "kept" });
    second.close();
  });

  test("the database and its journals are readable by their owner only", () => {
    const file = join(mkdtempSync(join(tmpdir(), "store-")), "cloud.db");
    const database = tableIn(file);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    database.close();
  });

  test("what a newer version made is not gone on with, and the same is", () => {
    const file = join(mkdtempSync(join(tmpdir(), "store-")), "cloud.db");
    const steps = ["CREATE TABLE later (id)", "ALTER TABLE later ADD COLUMN name TEXT"];
    const newer = openDatabase(file);
    newer.migrate("later", steps);
    newer.close();
    const older = openDatabase(file);
    expect(() => older.migrate("later", steps.slice(0, 1))).toThrow("A newer version of Portcullis wrote");
    expect(() => older.migrate("later", steps)).not.toThrow();
    older.close();
  });

  test("a broken migration changes nothing", () => {
    const database = tableIn();
    expect(() => database.migrate("other", ["CREATE TABLE more (id)", "nonsense"])).toThrow();
    expect(() => database.prepare("SELECT * FROM more").all()).toThrow();
  });
});

test("inTransaction is true inside a transaction only, also after one that failed", () => {
  const database = openDatabase(":memory:");
  expect(database.inTransaction).toBe(false);
  expect(database.transaction(() => database.transaction(() => database.inTransaction))).toBe(true);
  const failing = (): void =>
    database.transaction(() => {
      throw new Error("taken back");
    });
  expect(failing).toThrow("taken back");
  expect(database.inTransaction).toBe(false);
  database.close();
});
