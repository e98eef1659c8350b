import type { Database } from "../../../store/database.ts";
import { type EventBus, UNTOUCHED_DEFAULT } from "./bus.ts";
import { DEFAULT_BUS } from "./names.ts";

export interface BusStore {
  find(name: string): EventBus | undefined;
  /** By name, the default bus among them. */
  list(): readonly EventBus[];
  save(bus: EventBus): void;
  delete(name: string): void;
}

interface Row {
  readonly document: string;
}

const STEPS = ["CREATE TABLE events_buses (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;"];

export function createBusStore(database: Database): BusStore {
  database.migrate("events-buses", STEPS);
  const find = database.prepare<Row>("SELECT document FROM events_buses WHERE name = ?");
  const list = database.prepare<Row>("SELECT document FROM events_buses ORDER BY name");
  const save = database.prepare("INSERT OR REPLACE INTO events_buses (name, document) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM events_buses WHERE name = ?");
  const busOf = ({ document }: Row): EventBus => JSON.parse(document) as EventBus;
  const stored = (name: string): EventBus | undefined => {
    const row = find.get(name);
    return row === undefined ? undefined : busOf(row);
  };
  return {
    find: (name) => stored(name) ?? (name === DEFAULT_BUS ? UNTOUCHED_DEFAULT : undefined),
    list: () => {
      const buses = list.all().map(busOf);
      const all = stored(DEFAULT_BUS) === undefined ? [...buses, UNTOUCHED_DEFAULT] : buses;
      return all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    },
    save: (bus) => void save.run(bus.name, JSON.stringify(bus)),
    delete: (name) => void remove.run(name),
  };
}
