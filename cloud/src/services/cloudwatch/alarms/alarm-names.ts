import type { Database } from "../../../store/database.ts";

/** Names that alarms of this cloud bear: no two stacks can have the same one. */
export interface AlarmNames {
  has(name: string): boolean;
  add(name: string): void;
  remove(name: string): void;
}

const STEPS = ["CREATE TABLE cloudwatch_alarms (name TEXT PRIMARY KEY) WITHOUT ROWID;"] as const;

export function createAlarmNames(database: Database): AlarmNames {
  database.migrate("cloudwatch", STEPS);
  const find = database.prepare("SELECT name FROM cloudwatch_alarms WHERE name = ?");
  const add = database.prepare("INSERT INTO cloudwatch_alarms (name) VALUES (?)");
  const remove = database.prepare("DELETE FROM cloudwatch_alarms WHERE name = ?");
  return {
    has: (name) => find.get(name) !== undefined,
    add: (name) => void add.run(name),
    remove: (name) => void remove.run(name),
  };
}
