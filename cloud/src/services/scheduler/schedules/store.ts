import type { Database } from "../../../store/database.ts";
import type { ScheduleKey } from "../shared/names.ts";
import type { StoredSchedule } from "./schedule.ts";

export interface ScheduleStore {
  find(key: ScheduleKey): StoredSchedule | undefined;
  /** By group and name; of one group when it is given. */
  list(group?: string): readonly StoredSchedule[];
  save(schedule: StoredSchedule): void;
  delete(key: ScheduleKey): void;
  /** The schedule that is due first. */
  nextDue(): StoredSchedule | undefined;
}

interface Row {
  readonly document: string;
}

const STEPS = [
  `CREATE TABLE scheduler_schedules (
     group_name TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, next_at INTEGER,
     PRIMARY KEY (group_name, name)
   ) WITHOUT ROWID;
   CREATE INDEX scheduler_schedules_due ON scheduler_schedules (next_at) WHERE next_at IS NOT NULL;`,
];

/** @param isDue told when a schedule that is saved is due */
export function createScheduleStore(database: Database, isDue: (at: number) => void): ScheduleStore {
  database.migrate("scheduler-schedules", STEPS);
  const find = database.prepare<Row>(
    "SELECT document FROM scheduler_schedules WHERE group_name = ? AND name = ?",
  );
  const all = database.prepare<Row>("SELECT document FROM scheduler_schedules ORDER BY group_name, name");
  const ofGroup = database.prepare<Row>(
    "SELECT document FROM scheduler_schedules WHERE group_name = ? ORDER BY name",
  );
  const save = database.prepare(
    "INSERT OR REPLACE INTO scheduler_schedules (group_name, name, document, next_at) VALUES (?, ?, ?, ?)",
  );
  const remove = database.prepare("DELETE FROM scheduler_schedules WHERE group_name = ? AND name = ?");
  const nextDue = database.prepare<Row>(
    "SELECT document FROM scheduler_schedules WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
  );
  const scheduleOf = ({ document }: Row): StoredSchedule => JSON.parse(document) as StoredSchedule;
  return {
    find: ({ group, name }) => {
      const row = find.get(group, name);
      return row === undefined ? undefined : scheduleOf(row);
    },
    list: (group) => (group === undefined ? all.all() : ofGroup.all(group)).map(scheduleOf),
    save: (schedule) => {
      const { group, name, nextAt } = schedule;
      save.run(group, name, JSON.stringify(schedule), nextAt ?? null);
      if (nextAt !== undefined) isDue(nextAt);
    },
    delete: ({ group, name }) => void remove.run(group, name),
    nextDue: () => {
      const row = nextDue.get();
      return row === undefined ? undefined : scheduleOf(row);
    },
  };
}
