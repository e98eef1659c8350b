import type { Database } from "../../../store/database.ts";
import type { Sealer } from "../../../store/sealing.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { CurrentParameter, Parameter } from "./parameter.ts";

export interface ParameterStore {
  find(name: string): CurrentParameter | undefined;
  version(name: string, version: number): Parameter | undefined;
  /** Every version that is kept, oldest first. */
  history(name: string): readonly Parameter[];
  /** Every parameter as it is now, by name. */
  list(): readonly CurrentParameter[];
  /** The new version of a parameter; versions beyond the hundred that AWS keeps are dropped. */
  save(parameter: CurrentParameter): void;
  saveTags(name: string, tags: Tags): void;
  delete(name: string): void;
}

const KEPT_VERSIONS = 100;

const STEPS = [
  `CREATE TABLE ssm_parameters (
     name TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, value BLOB NOT NULL,
     PRIMARY KEY (name, version)
   ) WITHOUT ROWID;
   CREATE TABLE ssm_tags (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;`,
] as const;

interface Row {
  readonly name: string;
  readonly version: number;
  readonly document: string;
  readonly value: Uint8Array;
}

interface CurrentRow extends Row {
  readonly tags: string | null;
}

const CURRENT = `SELECT p.*, t.document AS tags FROM ssm_parameters p LEFT JOIN ssm_tags t ON t.name = p.name
  WHERE p.version = (SELECT max(version) FROM ssm_parameters WHERE name = p.name)`;

/** SSM-2: values are sealed with the name and version they belong to. */
export function createParameterStore(database: Database, sealer: Sealer): ParameterStore {
  database.migrate("ssm", STEPS);
  const find = database.prepare<CurrentRow>(`${CURRENT} AND p.name = ?`);
  const list = database.prepare<CurrentRow>(`${CURRENT} ORDER BY p.name`);
  const one = database.prepare<Row>("SELECT * FROM ssm_parameters WHERE name = ? AND version = ?");
  const all = database.prepare<Row>("SELECT * FROM ssm_parameters WHERE name = ? ORDER BY version");
  const insert = database.prepare(
    "INSERT INTO ssm_parameters (name, version, document, value) VALUES (?, ?, ?, ?)",
  );
  const drop = database.prepare("DELETE FROM ssm_parameters WHERE name = ? AND version <= ?");
  const putTags = database.prepare("INSERT OR REPLACE INTO ssm_tags (name, document) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM ssm_parameters WHERE name = ?");
  const removeTags = database.prepare("DELETE FROM ssm_tags WHERE name = ?");

  const parameterOf = ({ name, version, document, value }: Row): Parameter => {
    const opened = sealer.open(Buffer.from(value), contextOf(name, version));
    if (opened === undefined) throw new Error(`The value of ${name}, version ${version}, cannot be opened.`);
    return { ...(JSON.parse(document) as Omit<Parameter, "value">), value: opened.toString("utf8") };
  };
  const currentOf = (row: CurrentRow): CurrentParameter => ({
    ...parameterOf(row),
    tags: row.tags === null ? {} : (JSON.parse(row.tags) as Tags),
  });
  return {
    find: (name) => {
      const row = find.get(name);
      return row === undefined ? undefined : currentOf(row);
    },
    version: (name, version) => {
      const row = one.get(name, version);
      return row === undefined ? undefined : parameterOf(row);
    },
    history: (name) => all.all(name).map(parameterOf),
    list: () => list.all().map(currentOf),
    save: ({ tags, value, ...parameter }) => {
      const { name, version } = parameter;
      const sealed = sealer.seal(Buffer.from(value, "utf8"), contextOf(name, version));
      database.transaction(() => {
        insert.run(name, version, JSON.stringify(parameter), sealed);
        putTags.run(name, JSON.stringify(tags));
        drop.run(name, version - KEPT_VERSIONS);
      });
    },
    saveTags: (name, tags) => void putTags.run(name, JSON.stringify(tags)),
    delete: (name) =>
      database.transaction(() => {
        remove.run(name);
        removeTags.run(name);
      }),
  };
}

function contextOf(name: string, version: number): string {
  return `${name}:${version}`;
}
