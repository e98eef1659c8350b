import type { Database } from "../../../store/database.ts";
import type { EventSourceMapping } from "./mapping.ts";

/** Mappings outlive the functions they name, as on AWS. */
export interface MappingStore {
  find(uuid: string): EventSourceMapping | undefined;
  /** By UUID. */
  list(): readonly EventSourceMapping[];
  save(mapping: EventSourceMapping): void;
  /** With its place. */
  remove(uuid: string): void;
  /** How far a stream is done with for a mapping; undefined before the first record. */
  findPlace(uuid: string): string | undefined;
  savePlace(uuid: string, place: string): void;
}

const STEPS = [
  "CREATE TABLE lambda_event_source_mappings (uuid TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;",
  "CREATE TABLE lambda_stream_places (uuid TEXT PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID;",
] as const;

interface Row {
  readonly document: string;
}

export function createMappingStore(database: Database): MappingStore {
  database.migrate("lambda event-source-mappings", STEPS);
  const find = database.prepare<Row>("SELECT document FROM lambda_event_source_mappings WHERE uuid = ?");
  const list = database.prepare<Row>("SELECT document FROM lambda_event_source_mappings ORDER BY uuid");
  const save = database.prepare(
    `INSERT INTO lambda_event_source_mappings (uuid, document) VALUES (?, ?)
     ON CONFLICT (uuid) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare("DELETE FROM lambda_event_source_mappings WHERE uuid = ?");
  const findPlace = database.prepare<{ readonly place: string }>(
    "SELECT place FROM lambda_stream_places WHERE uuid = ?",
  );
  const savePlace = database.prepare(
    `INSERT INTO lambda_stream_places (uuid, place) VALUES (?, ?)
     ON CONFLICT (uuid) DO UPDATE SET place = excluded.place`,
  );
  const removePlace = database.prepare("DELETE FROM lambda_stream_places WHERE uuid = ?");
  const mappingOf = ({ document }: Row): EventSourceMapping => JSON.parse(document) as EventSourceMapping;
  return {
    find: (uuid) => {
      const row = find.get(uuid);
      return row === undefined ? undefined : mappingOf(row);
    },
    list: () => list.all().map(mappingOf),
    save: (mapping) => void save.run(mapping.uuid, JSON.stringify(mapping)),
    remove: (uuid) =>
      database.transaction(() => {
        remove.run(uuid);
        removePlace.run(uuid);
      }),
    findPlace: (uuid) => findPlace.get(uuid)?.place,
    savePlace: (uuid, place) => void savePlace.run(uuid, place),
  };
}
