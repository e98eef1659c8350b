import type { Database } from "../../../store/database.ts";
import type { FunctionLayer } from "../layers/layer.ts";
import { LATEST } from "../shared/constants.ts";
import type { StoredPolicy } from "../shared/stored-policy.ts";
import type { AliasRouting, FunctionAlias, FunctionConfiguration, FunctionRecord } from "./function.ts";

/** Functions, versions, aliases and resource policies, durable. */
export interface FunctionStore {
  find(name: string): FunctionRecord | undefined;
  list(): FunctionRecord[];
  save(record: FunctionRecord): void;
  /** Removes the function with its versions, aliases and policies. */
  remove(name: string): void;
  findVersion(name: string, version: string): FunctionConfiguration | undefined;
  /** `$LATEST` first, then by number. */
  listVersions(name: string): FunctionConfiguration[];
  saveVersion(configuration: FunctionConfiguration): void;
  removeVersion(name: string, version: string): void;
  findAlias(name: string, alias: string): FunctionAlias | undefined;
  listAliases(name: string): FunctionAlias[];
  saveAlias(alias: FunctionAlias): void;
  removeAlias(name: string, alias: string): void;
  /** @param qualifier empty for the unqualified function */
  findPolicy(name: string, qualifier: string): StoredPolicy | undefined;
  savePolicy(name: string, qualifier: string, policy: StoredPolicy): void;
  removePolicy(name: string, qualifier: string): void;
  /** Every version of every function. */
  listAllVersions(): FunctionConfiguration[];
  transaction<Result>(work: () => Result): Result;
}

const MIGRATIONS = [
  `CREATE TABLE lambda_functions (
     name TEXT PRIMARY KEY, reserved_concurrency INTEGER, tags TEXT NOT NULL, next_version INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE lambda_versions (
     name TEXT NOT NULL REFERENCES lambda_functions (name) ON DELETE CASCADE,
     version TEXT NOT NULL, configuration TEXT NOT NULL, PRIMARY KEY (name, version)
   ) WITHOUT ROWID;
   CREATE TABLE lambda_aliases (
     name TEXT NOT NULL REFERENCES lambda_functions (name) ON DELETE CASCADE,
     alias TEXT NOT NULL, version TEXT NOT NULL, description TEXT NOT NULL, revision_id TEXT NOT NULL,
     PRIMARY KEY (name, alias)
   ) WITHOUT ROWID;
   CREATE TABLE lambda_policies (
     name TEXT NOT NULL REFERENCES lambda_functions (name) ON DELETE CASCADE,
     qualifier TEXT NOT NULL, document TEXT NOT NULL, revision_id TEXT NOT NULL,
     PRIMARY KEY (name, qualifier)
   ) WITHOUT ROWID;`,
  "ALTER TABLE lambda_aliases ADD COLUMN routing TEXT;",
];

interface FunctionRow {
  readonly name: string;
  readonly reserved_concurrency: number | null;
  readonly tags: string;
  readonly next_version: number;
}

interface AliasRow {
  readonly name: string;
  readonly alias: string;
  readonly version: string;
  readonly description: string;
  readonly revision_id: string;
  readonly routing: string | null;
}

interface VersionRow {
  readonly configuration: string;
}

export function createFunctionStore(database: Database): FunctionStore {
  database.migrate("lambda", MIGRATIONS);
  return {
    ...functionRows(database),
    ...versionRows(database),
    ...aliasRows(database),
    ...policyRows(database),
    transaction: (work) => database.transaction(work),
  };
}

function functionRows(database: Database): Pick<FunctionStore, "find" | "list" | "save" | "remove"> {
  const find = database.prepare<FunctionRow>("SELECT * FROM lambda_functions WHERE name = ?");
  const list = database.prepare<FunctionRow>("SELECT * FROM lambda_functions ORDER BY name");
  const save = database.prepare(
    `INSERT INTO lambda_functions (name, reserved_concurrency, tags, next_version) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET reserved_concurrency = excluded.reserved_concurrency,
       tags = excluded.tags, next_version = excluded.next_version`,
  );
  const remove = database.prepare("DELETE FROM lambda_functions WHERE name = ?");
  return {
    find: (name) => mapped(find.get(name), toRecord),
    list: () => list.all().map(toRecord),
    save: ({ name, reservedConcurrency, tags, nextVersion }) =>
      void save.run(name, reservedConcurrency ?? null, JSON.stringify(tags), nextVersion),
    remove: (name) => void remove.run(name),
  };
}

function versionRows(
  database: Database,
): Pick<FunctionStore, "findVersion" | "listVersions" | "saveVersion" | "removeVersion" | "listAllVersions"> {
  const find = database.prepare<VersionRow>(
    "SELECT configuration FROM lambda_versions WHERE name = ? AND version = ?",
  );
  const list = database.prepare<VersionRow>("SELECT configuration FROM lambda_versions WHERE name = ?");
  const all = database.prepare<VersionRow>("SELECT configuration FROM lambda_versions");
  const save = database.prepare(
    "INSERT OR REPLACE INTO lambda_versions (name, version, configuration) VALUES (?, ?, ?)",
  );
  const remove = database.prepare("DELETE FROM lambda_versions WHERE name = ? AND version = ?");
  return {
    findVersion: (name, version) => mapped(find.get(name, version), toConfiguration),
    listVersions: (name) => list.all(name).map(toConfiguration).sort(byVersion),
    saveVersion: (configuration) =>
      void save.run(configuration.functionName, configuration.version, JSON.stringify(configuration)),
    removeVersion: (name, version) => void remove.run(name, version),
    listAllVersions: () => all.all().map(toConfiguration),
  };
}

function aliasRows(
  database: Database,
): Pick<FunctionStore, "findAlias" | "listAliases" | "saveAlias" | "removeAlias"> {
  const find = database.prepare<AliasRow>("SELECT * FROM lambda_aliases WHERE name = ? AND alias = ?");
  const list = database.prepare<AliasRow>("SELECT * FROM lambda_aliases WHERE name = ? ORDER BY alias");
  const save = database.prepare(
    `INSERT INTO lambda_aliases (name, alias, version, description, revision_id, routing)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version,
       description = excluded.description, revision_id = excluded.revision_id, routing = excluded.routing`,
  );
  const remove = database.prepare("DELETE FROM lambda_aliases WHERE name = ? AND alias = ?");
  return {
    findAlias: (name, alias) => mapped(find.get(name, alias), toAlias),
    listAliases: (name) => list.all(name).map(toAlias),
    saveAlias: ({ functionName, name, version, description, revisionId, routing }) =>
      void save.run(
        functionName,
        name,
        version,
        description,
        revisionId,
        routing === undefined ? null : JSON.stringify(routing),
      ),
    removeAlias: (name, alias) => void remove.run(name, alias),
  };
}

function policyRows(database: Database): Pick<FunctionStore, "findPolicy" | "savePolicy" | "removePolicy"> {
  const find = database.prepare<{ document: string; revision_id: string }>(
    "SELECT document, revision_id FROM lambda_policies WHERE name = ? AND qualifier = ?",
  );
  const save = database.prepare(
    "INSERT OR REPLACE INTO lambda_policies (name, qualifier, document, revision_id) VALUES (?, ?, ?, ?)",
  );
  const remove = database.prepare("DELETE FROM lambda_policies WHERE name = ? AND qualifier = ?");
  return {
    findPolicy: (name, qualifier) =>
      mapped(find.get(name, qualifier), (row) => ({
        document: row.document,
        revisionId: row.revision_id,
      })),
    savePolicy: (name, qualifier, policy) =>
      void save.run(name, qualifier, policy.document, policy.revisionId),
    removePolicy: (name, qualifier) => void remove.run(name, qualifier),
  };
}

function mapped<Row, Result>(row: Row | undefined, map: (row: Row) => Result): Result | undefined {
  return row === undefined ? undefined : map(row);
}

function toRecord(row: FunctionRow): FunctionRecord {
  return {
    name: row.name,
    reservedConcurrency: row.reserved_concurrency ?? undefined,
    tags: JSON.parse(row.tags) as Record<string, string>,
    nextVersion: row.next_version,
  };
}

function toConfiguration(row: VersionRow): FunctionConfiguration {
  // What was stored before functions had layers has none.
  const stored = JSON.parse(row.configuration) as FunctionConfiguration & {
    layers?: readonly FunctionLayer[];
  };
  return { ...stored, layers: stored.layers ?? [] };
}

function toAlias(row: AliasRow): FunctionAlias {
  return {
    functionName: row.name,
    name: row.alias,
    version: row.version,
    description: row.description,
    revisionId: row.revision_id,
    routing: row.routing === null ? undefined : (JSON.parse(row.routing) as AliasRouting),
  };
}

function byVersion(left: FunctionConfiguration, right: FunctionConfiguration): number {
  return order(left.version) - order(right.version);
}

function order(version: string): number {
  return version === LATEST ? 0 : Number(version);
}
