import type { Database } from "../../../../store/database.ts";
import type { Group, GroupStore } from "./group.ts";

const MIGRATIONS = [
  `CREATE TABLE cognito_groups (
     pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
     name TEXT NOT NULL,
     record TEXT NOT NULL,
     PRIMARY KEY (pool_id, name)
   ) WITHOUT ROWID;
   CREATE TABLE cognito_group_members (
     pool_id TEXT NOT NULL,
     name TEXT NOT NULL,
     sub TEXT NOT NULL,
     PRIMARY KEY (pool_id, name, sub),
     FOREIGN KEY (pool_id, name) REFERENCES cognito_groups (pool_id, name) ON DELETE CASCADE,
     FOREIGN KEY (pool_id, sub) REFERENCES cognito_users (pool_id, sub) ON DELETE CASCADE
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX cognito_groups_of_user ON cognito_group_members (pool_id, sub, name)`,
];

interface Row {
  readonly record: string;
}

/** Needs the tables of pools and users, which its rows refer to. */
export function createGroupStore(database: Database): GroupStore {
  database.migrate("cognito-groups", MIGRATIONS);
  const insert = database.prepare("INSERT INTO cognito_groups (pool_id, name, record) VALUES (?, ?, ?)");
  const replace = database.prepare("UPDATE cognito_groups SET record = ? WHERE pool_id = ? AND name = ?");
  const find = database.prepare<Row>("SELECT record FROM cognito_groups WHERE pool_id = ? AND name = ?");
  const list = database.prepare<Row>(
    "SELECT record FROM cognito_groups WHERE pool_id = ? AND name > ? ORDER BY name LIMIT ?",
  );
  const remove = database.prepare("DELETE FROM cognito_groups WHERE pool_id = ? AND name = ?");
  return {
    insert: (group) => {
      insert.run(group.userPoolId, group.name, JSON.stringify(group));
    },
    replace: (group) => {
      replace.run(JSON.stringify(group), group.userPoolId, group.name);
    },
    find: (userPoolId, name) => {
      const row = find.get(userPoolId, name);
      return row === undefined ? undefined : decode(row);
    },
    list: (userPoolId, limit, after = "") => list.all(userPoolId, after, limit).map(decode),
    remove: (userPoolId, name) => {
      remove.run(userPoolId, name);
    },
    ...memberships(database),
  };
}

type Memberships = Pick<GroupStore, "addMember" | "removeMember" | "listOfUser" | "listMembers">;

function memberships(database: Database): Memberships {
  const add = database.prepare(
    "INSERT OR IGNORE INTO cognito_group_members (pool_id, name, sub) VALUES (?, ?, ?)",
  );
  const remove = database.prepare(
    "DELETE FROM cognito_group_members WHERE pool_id = ? AND name = ? AND sub = ?",
  );
  const ofUser = database.prepare<Row>(
    `SELECT g.record AS record FROM cognito_group_members m
       JOIN cognito_groups g ON g.pool_id = m.pool_id AND g.name = m.name
      WHERE m.pool_id = ? AND m.sub = ?`,
  );
  const members = database.prepare<{ sub: string }>(
    "SELECT sub FROM cognito_group_members WHERE pool_id = ? AND name = ? AND sub > ? ORDER BY sub LIMIT ?",
  );
  return {
    addMember: (userPoolId, name, sub) => {
      add.run(userPoolId, name, sub);
    },
    removeMember: (userPoolId, name, sub) => {
      remove.run(userPoolId, name, sub);
    },
    listOfUser: (userPoolId, sub) => ofUser.all(userPoolId, sub).map(decode).sort(byPrecedence),
    listMembers: (userPoolId, name, limit, after = "") =>
      members.all(userPoolId, name, after, limit).map((row) => row.sub),
  };
}

function decode(row: Row): Group {
  return JSON.parse(row.record) as Group;
}

function byPrecedence(one: Group, other: Group): number {
  const first = one.precedence ?? Number.POSITIVE_INFINITY;
  const second = other.precedence ?? Number.POSITIVE_INFINITY;
  if (first !== second) return first < second ? -1 : 1;
  return one.name < other.name ? -1 : 1;
}
