import type { ScheduledRun } from "../../../core/ports/scheduled-runs.ts";
import type { Database } from "../../../store/database.ts";
import type { ScheduleKey } from "./names.ts";
import type { StoredSchedule } from "./schedule.ts";

export interface ScheduleStore {
  find(key: ScheduleKey): StoredSchedule | undefined;
  /** Every schedule of the group, by name. */
  ofGroup(group: string): readonly StoredSchedule[];
  /** A page of them by group and name. */
  page(asked: AskedSchedules): readonly StoredSchedule[];
  save(schedule: StoredSchedule): void;
  delete(key: ScheduleKey): void;
  /** The schedule that is due first. */
  nextDue(): StoredSchedule | undefined;
  /** Undefined before the first run. */
  lastRun(key: ScheduleKey): ScheduledRun | undefined;
  /** It goes with its schedule; of one that is gone nothing is kept. */
  saveLastRun(key: ScheduleKey, run: ScheduledRun): void;
}

export interface AskedSchedules {
  /** Of this group alone when it is given. */
  readonly group: string | undefined;
  /** What their names begin with. */
  readonly prefix: string;
  readonly isEnabled: boolean | undefined;
  /** They come after this one. */
  readonly after: ScheduleKey | undefined;
  readonly limit: number;
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
  "ALTER TABLE scheduler_schedules ADD COLUMN last_run TEXT",
];

/** @param isDue told when a schedule that is saved is due */
export function createScheduleStore(database: Database, isDue: (at: number) => void): ScheduleStore {
  database.migrate("scheduler-schedules", STEPS);
  const find = database.prepare<Row>(
    "SELECT document FROM scheduler_schedules WHERE group_name = ? AND name = ?",
  );
  const page = database.prepare<Row>(
    `SELECT document FROM scheduler_schedules
     WHERE (group_name, name) > (?, ?) AND (? IS NULL OR group_name = ?) AND substr(name, 1, ?) = ?
       AND (? IS NULL OR json_extract(document, '$.isEnabled') = ?)
     ORDER BY group_name, name LIMIT ?`,
  );
  const ofGroup = database.prepare<Row>(
    "SELECT document FROM scheduler_schedules WHERE group_name = ? ORDER BY name",
  );
  const save = database.prepare(
    `INSERT INTO scheduler_schedules (group_name, name, document, next_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET document = excluded.document, next_at = excluded.next_at`,
  );
  const remove = database.prepare("DELETE FROM scheduler_schedules WHERE group_name = ? AND name = ?");
  const nextDue = database.prepare<Row>(
    "SELECT document FROM scheduler_schedules WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
  );
  const lastRun = database.prepare<{ last_run: string | null }>(
    "SELECT last_run FROM scheduler_schedules WHERE group_name = ? AND name = ?",
  );
  const saveLastRun = database.prepare(
    "UPDATE scheduler_schedules SET last_run = ? WHERE group_name = ? AND name = ?",
  );
  const scheduleOf = ({ document }: Row): StoredSchedule => JSON.parse(document) as StoredSchedule;
  return {
    find: ({ group, name }) => {
      const row = find.get(group, name);
      return row === undefined ? undefined : scheduleOf(row);
    },
    ofGroup: (group) => ofGroup.all(group).map(scheduleOf),
    page: ({ group = null, prefix, isEnabled, after, limit }) => {
      const state = isEnabled === undefined ? null : Number(isEnabled);
      const bounds = [after?.group ?? "", after?.name ?? "", group, group, [...prefix].length, prefix];
      return page.all(...bounds, state, state, limit).map(scheduleOf);
    },
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
    lastRun: ({ group, name }) => {
      const text = lastRun.get(group, name)?.last_run ?? undefined;
      return text === undefined ? undefined : (JSON.parse(text) as ScheduledRun);
    },
    saveLastRun: ({ group, name }, run) => void saveLastRun.run(JSON.stringify(run), group, name),
  };
}
