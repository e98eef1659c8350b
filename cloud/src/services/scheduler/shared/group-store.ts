import type { Database } from "../../../store/database.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { DEFAULT_GROUP } from "./constants.ts";

export interface ScheduleGroup {
  readonly name: string;
  readonly tags: Tags;
  /** Epoch milliseconds; undefined for the default group that nobody has changed. */
  readonly createdAt: number | undefined;
  readonly modifiedAt: number | undefined;
  /** Of the call that made it: the same call again is no conflict. */
  readonly clientToken: string | undefined;
}

export interface GroupStore {
  find(name: string): ScheduleGroup | undefined;
  /** By name, the default group among them. */
  list(): readonly ScheduleGroup[];
  save(group: ScheduleGroup): void;
  delete(name: string): void;
}

interface Row {
  readonly document: string;
}

const UNTOUCHED_DEFAULT: ScheduleGroup = {
  ...{ name: DEFAULT_GROUP, tags: {} },
  ...{ createdAt: undefined, modifiedAt: undefined, clientToken: undefined },
};

export function createGroupStore(database: Database): GroupStore {
  database.migrate("scheduler-groups", [
    "CREATE TABLE scheduler_groups (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;",
  ]);
  const find = database.prepare<Row>("SELECT document FROM scheduler_groups WHERE name = ?");
  const list = database.prepare<Row>("SELECT document FROM scheduler_groups");
  const save = database.prepare("INSERT OR REPLACE INTO scheduler_groups (name, document) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM scheduler_groups WHERE name = ?");
  const groupOf = ({ document }: Row): ScheduleGroup => JSON.parse(document) as ScheduleGroup;
  const stored = (name: string): ScheduleGroup | undefined => {
    const row = find.get(name);
    return row === undefined ? undefined : groupOf(row);
  };
  return {
    find: (name) => stored(name) ?? (name === DEFAULT_GROUP ? UNTOUCHED_DEFAULT : undefined),
    list: () => {
      const groups = list.all().map(groupOf);
      const all = groups.some(({ name }) => name === DEFAULT_GROUP) ? groups : [...groups, UNTOUCHED_DEFAULT];
      return all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    },
    save: (group) => void save.run(group.name, JSON.stringify(group)),
    delete: (name) => void remove.run(name),
  };
}
