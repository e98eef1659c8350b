import { afterEach, describe, expect, test } from "vitest";
import type { Database, SqlValue } from "../../../../store/database.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { createUserSearch, type UserSearch } from "./search.ts";
import { USER_MIGRATIONS } from "./sqlite-store.ts";

const PEOPLE = 2_000;
const POOL = "eu-west-1_people";

/** Who is number `at`: one in two hundred begins with `rare`, all others with `often`. */
const emailOf = (at: number): string => `${at % 200 === 150 ? "rare" : "often"}-${at}@example.com`;

interface Watched {
  readonly database: Database;
  readonly visited: Visited[];
}

interface Visited {
  readonly plan: string;
  /** What a statement looks at is what it hands out, as long as its plan is a search with all of its terms. */
  readonly rows: number;
  /** Whether its program reads a column of the table, or makes do with the index. */
  readonly readsRecords: boolean;
}

function watched(inner: Database): Watched {
  const visited: Visited[] = [];
  const note = (sql: string, parameters: readonly SqlValue[], rows: number): void => {
    const steps = inner.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
    const program = inner.prepare<{ opcode: string }>(`EXPLAIN ${sql}`).all(...parameters);
    visited.push({
      plan: steps.map(({ detail }) => detail).join("; "),
      rows,
      readsRecords: program.some(({ opcode }) => opcode === "Column"),
    });
  };
  const prepare = <Row>(sql: string) => {
    const statement = inner.prepare<Row>(sql);
    return {
      run: (...parameters: SqlValue[]) => statement.run(...parameters),
      get: (...parameters: SqlValue[]) => {
        const row = statement.get(...parameters);
        note(sql, parameters, row === undefined ? 0 : 1);
        return row;
      },
      all: (...parameters: SqlValue[]) => {
        const rows = statement.all(...parameters);
        note(sql, parameters, rows.length);
        return rows;
      },
    };
  };
  return { database: { ...inner, prepare }, visited };
}

const recordsVisited = (visited: readonly Visited[]): number =>
  visited.reduce((sum, { rows, readsRecords }) => sum + (readsRecords ? rows : 0), 0);

let opened: Database | undefined;
afterEach(() => opened?.close());

function peopleStore(): Database {
  opened = openDatabase(":memory:");
  const database = opened;
  database.migrate("cognito-pools", ["CREATE TABLE cognito_pools (id TEXT PRIMARY KEY)"]);
  database.migrate("cognito-users", USER_MIGRATIONS);
  database.prepare("INSERT INTO cognito_pools VALUES (?), (?)").run(POOL, "other");
  const put = database.prepare(
    "INSERT INTO cognito_users (pool_id, sub, folded_username, record) VALUES (?, ?, ?, ?)",
  );
  const insert = (pool: string, at: number, email: string): void => {
    const record = { username: `u${at}`, enabled: at % 2 === 0, status: "CONFIRMED", attributes: { email } };
    put.run(pool, `sub-${at}`, `u${at}`, JSON.stringify(record));
  };
  database.transaction(() => {
    insert("other", 0, "rare-0@example.com");
    for (let at = 1; at <= PEOPLE; at += 1) insert(POOL, at, emailOf(at));
  });
  return database;
}

function searchIn(database: Database, mostSorted?: number) {
  const search = createUserSearch(database, mostSorted);
  return (attribute: string, comparison: "equals" | "starts-with", value: string, more = {}): string[] => {
    const asked: UserSearch = {
      userPoolId: POOL,
      filter: { attribute, comparison, value },
      after: 0,
      limit: 5,
      ...more,
    };
    return search(asked).map(({ record }) => (JSON.parse(record) as { username: string }).username);
  };
}

const indexes = (database: Database): string[] =>
  database
    .prepare<{ name: string }>("SELECT name FROM sqlite_schema WHERE name LIKE 'cognito_users_by_%'")
    .all()
    .map(({ name }) => name);

describe("a search among many people", () => {
  test("visits the matches in the index, and as many records as the page has", () => {
    const { database, visited } = watched(peopleStore());
    const search = searchIn(database);

    expect(search("email", "starts-with", "rare")).toEqual(["u150", "u350", "u550", "u750", "u950"]);
    expect(visited[0]).toEqual({
      plan: "SEARCH cognito_users USING INDEX cognito_users_by_email (pool_id=? AND <expr>>? AND <expr><?)",
      rows: 10,
      readsRecords: false,
    });
    expect(recordsVisited(visited)).toBe(5);
  });

  test("by a whole value it visits no entry beyond the page, however many have it", () => {
    const { database, visited } = watched(peopleStore());
    const search = searchIn(database);

    expect(search("status", "equals", "Enabled")).toEqual(["u2", "u4", "u6", "u8", "u10"]);
    expect(visited[0]).toEqual({
      plan: "SEARCH cognito_users USING INDEX cognito_users_by_status (pool_id=? AND <expr>=? AND rowid>?)",
      rows: 5,
      readsRecords: false,
    });
    expect(recordsVisited(visited)).toBe(5);
  });

  test("a beginning that most have is looked for in order, and the page is soon full", () => {
    const { database, visited } = watched(peopleStore());
    const search = searchIn(database, 20);

    expect(search("email", "starts-with", "often")).toEqual(["u1", "u2", "u3", "u4", "u5"]);
    expect(visited.map(({ rows }) => rows)).toEqual([21, 5]);
    expect(visited[1]?.plan).toMatch(/USING INDEX cognito_users_in_order/);
  });

  test("no index is there before the first search, one for each attribute that was searched by then", () => {
    const database = peopleStore();
    const search = searchIn(database);
    expect(indexes(database)).toEqual([]);

    search("email", "starts-with", "a");
    search("email", "equals", "a");
    search("cognito:user_status", "equals", "confirmed");

    expect(indexes(database)).toEqual(["cognito_users_by_email", "cognito_users_by_cognito_user_status"]);
  });

  test("who changes, comes or goes after the index was made is found as they are now", () => {
    const database = peopleStore();
    const search = searchIn(database);
    search("email", "starts-with", "rare");

    const record = JSON.stringify({ username: "new", attributes: { email: "rare-new@example.com" } });
    database
      .prepare("UPDATE cognito_users SET record = ? WHERE pool_id = ? AND sub = ?")
      .run(record, POOL, "sub-3");
    database.prepare("DELETE FROM cognito_users WHERE pool_id = ? AND sub = ?").run(POOL, "sub-150");

    expect(search("email", "starts-with", "rare", { limit: 2 })).toEqual(["new", "u350"]);
    expect(search("email", "equals", emailOf(3))).toEqual([]);
  });

  test.each([
    ["email", "starts-with", "rare-150@", ["u150"]],
    ["email", "starts-with", "RARE", []],
    ["email", "starts-with", "rare_", []],
    ["email", "starts-with", "%", []],
    ["email", "starts-with", "rare-150@example.com\u{10ffff}", []],
    ["email", "starts-with", "\u{10ffff}", []],
    ["email", "starts-with", "\ud7ff", []],
    ["email", "equals", "rare-150@", []],
    ["email", "equals", "rare-150@example.com", ["u150"]],
    ["email", "starts-with", "", ["u1", "u2", "u3", "u4", "u5"]],
    ["phone_number", "starts-with", "", []],
    ["username", "starts-with", "u199", ["u199", "u1990", "u1991", "u1992", "u1993"]],
    ["sub", "starts-with", "sub-200", ["u200", "u2000"]],
    ["sub", "equals", "sub-7", ["u7"]],
    ["cognito:user_status", "equals", "Confirmed", ["u1", "u2", "u3", "u4", "u5"]],
    ["status", "equals", "enabled", []],
  ] as const)("%s %s %j", (attribute, comparison, value, expected) => {
    expect(searchIn(peopleStore())(attribute, comparison, value)).toEqual(expected);
    expect(searchIn(opened as Database, 0)(attribute, comparison, value)).toEqual(expected);
  });

  test("a page begins behind the last one seen", () => {
    const database = peopleStore();
    const { sequence } = database
      .prepare<{ sequence: number }>("SELECT sequence FROM cognito_users WHERE pool_id = ? AND sub = ?")
      .get(POOL, "sub-950") ?? { sequence: 0 };

    for (const mostSorted of [0, 100])
      expect(searchIn(database, mostSorted)("email", "starts-with", "rare", { after: sequence })[0]).toBe(
        "u1150",
      );
    expect(searchIn(database)("status", "equals", "Enabled", { after: sequence })[0]).toBe("u952");
  });
});
