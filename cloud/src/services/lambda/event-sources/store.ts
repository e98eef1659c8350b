import type { Database } from "../../../store/database.ts";
import type { EventSourceMapping } from "./mapping.ts";

/** Mappings outlive the functions they name, as on AWS. */
export interface MappingStore {
  find(uuid: string): EventSourceMapping | undefined;
  /** By UUID. */
  list(): readonly EventSourceMapping[];
  save(mapping: EventSourceMapping): void;
  remove(uuid: string): void;
}

const STEPS = [
  "CREATE TABLE lambda_event_source_mappings (uuid TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;",
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
  const mappingOf = ({ document }: Row): EventSourceMapping => JSON.parse(document) as EventSourceMapping;
  return {
    find: (uuid) => {
      const row = find.get(uuid);
      return row === undefined ? undefined : mappingOf(row);
    },
    list: () => list.all().map(mappingOf),
    save: (mapping) => void save.run(mapping.uuid, JSON.stringify(mapping)),
    remove: (uuid) => void remove.run(uuid),
  };
}
