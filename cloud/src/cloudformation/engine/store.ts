import type { Database, Statement } from "../../store/database.ts";
import type { ExportRecord, ResourceRecord, Revision, StackEvent, StackRecord } from "./records.ts";

export const MIGRATIONS = [
  `CREATE TABLE cfn_stacks (stack_id TEXT PRIMARY KEY, name TEXT NOT NULL, deleted INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
   CREATE UNIQUE INDEX cfn_stacks_name ON cfn_stacks (name) WHERE deleted = 0;
   CREATE TABLE cfn_revisions (stack_id TEXT NOT NULL, slot TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (stack_id, slot)) WITHOUT ROWID;
   CREATE TABLE cfn_resources (stack_id TEXT NOT NULL, logical_id TEXT NOT NULL, generation INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (stack_id, logical_id, generation)) WITHOUT ROWID;
   CREATE TABLE cfn_events (sequence INTEGER PRIMARY KEY AUTOINCREMENT, stack_id TEXT NOT NULL, data TEXT NOT NULL);
   CREATE UNIQUE INDEX cfn_events_stack ON cfn_events (stack_id, sequence);
   CREATE TABLE cfn_exports (name TEXT PRIMARY KEY, stack_id TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE cfn_imports (name TEXT NOT NULL, stack_id TEXT NOT NULL, PRIMARY KEY (name, stack_id)) WITHOUT ROWID;
   CREATE TABLE cfn_change_sets (change_set_id TEXT PRIMARY KEY, stack_id TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;`,
  // Names of members of resource records: what was called fresh and superseded.
  `UPDATE cfn_resources SET data = json_remove(json_set(data, '$.isNewInThisOperation',
     json(CASE json_extract(data, '$.fresh') WHEN 1 THEN 'true' ELSE 'false' END)), '$.fresh');
   UPDATE cfn_resources SET data = json_remove(json_set(data, '$.obsolete', json_extract(data, '$.superseded')), '$.superseded')
     WHERE json_extract(data, '$.superseded') IS NOT NULL;`,
];

/** `stable`: what the stack was before updates that failed and were not rolled back. */
type RevisionSlot = "current" | "pending" | "stable";

interface DataRow {
  readonly data: string;
}

function parse<T>(row: DataRow | undefined): T | undefined {
  return row === undefined ? undefined : (JSON.parse(row.data) as T);
}

function parseAll<T>(rows: readonly DataRow[]): T[] {
  return rows.map((row) => JSON.parse(row.data) as T);
}

type Sql = (text: string) => Statement<DataRow>;

/** Stacks, their resources, events, exports and imports. */
export function createStackStore(database: Database) {
  database.migrate("cloudformation", MIGRATIONS);
  const sql = (text: string) => database.prepare<DataRow>(text);
  let changes = 0;
  const write = (text: string) => {
    changes += 1;
    return sql(text);
  };

  return {
    /** What was read is as it was while this number is; undefined in a transaction, which may be taken back. */
    changes: () => (database.inTransaction ? undefined : changes),
    transaction: <Result>(work: () => Result): Result => database.transaction(work),

    stackById: (stackId: string) =>
      parse<StackRecord>(sql("SELECT data FROM cfn_stacks WHERE stack_id = ?").get(stackId)),
    /** Deleted stacks have no name any more: they are found by id only. */
    stackByName: (name: string) =>
      parse<StackRecord>(sql("SELECT data FROM cfn_stacks WHERE name = ? AND deleted = 0").get(name)),
    stacks: () => parseAll<StackRecord>(sql("SELECT data FROM cfn_stacks").all()),
    saveStack: (stack: StackRecord) => {
      const deleted = stack.status === "DELETE_COMPLETE" ? 1 : 0;
      write("INSERT OR REPLACE INTO cfn_stacks (stack_id, name, deleted, data) VALUES (?, ?, ?, ?)").run(
        stack.stackId,
        stack.name,
        deleted,
        JSON.stringify(stack),
      );
    },

    revision: (stackId: string, slot: RevisionSlot) =>
      parse<Revision>(
        sql("SELECT data FROM cfn_revisions WHERE stack_id = ? AND slot = ?").get(stackId, slot),
      ),
    saveRevision: (stackId: string, slot: RevisionSlot, revision: Revision) => {
      write("INSERT OR REPLACE INTO cfn_revisions (stack_id, slot, data) VALUES (?, ?, ?)").run(
        stackId,
        slot,
        JSON.stringify(revision),
      );
    },
    /** The pending revision becomes the current one. */
    promoteRevision: (stackId: string) => {
      write(
        "UPDATE OR REPLACE cfn_revisions SET slot = 'current' WHERE stack_id = ? AND slot = 'pending'",
      ).run(stackId);
    },
    dropRevision: (stackId: string, slot: RevisionSlot) => {
      write("DELETE FROM cfn_revisions WHERE stack_id = ? AND slot = ?").run(stackId, slot);
    },
    /** The current revision is what a rollback leads to, unless an older one is that already. */
    keepStableRevision: (stackId: string) => {
      write(
        "INSERT OR IGNORE INTO cfn_revisions (stack_id, slot, data) SELECT stack_id, 'stable', data FROM cfn_revisions WHERE stack_id = ? AND slot = 'current'",
      ).run(stackId);
    },
    restoreStableRevision: (stackId: string) => {
      write(
        "UPDATE OR REPLACE cfn_revisions SET slot = 'current' WHERE stack_id = ? AND slot = 'stable'",
      ).run(stackId);
    },

    ...createResourceStore(sql, write),
    ...createExportStore(database),
  };
}

/** Resources of stacks and what happened to them. */
function createResourceStore(sql: Sql, write: Sql) {
  return {
    /** Every generation, in order of logical id. */
    resources: (stackId: string) =>
      parseAll<ResourceRecord>(
        sql("SELECT data FROM cfn_resources WHERE stack_id = ? ORDER BY logical_id, generation").all(stackId),
      ),
    saveResource: (resource: ResourceRecord) => {
      write(
        "INSERT OR REPLACE INTO cfn_resources (stack_id, logical_id, generation, data) VALUES (?, ?, ?, ?)",
      ).run(resource.stackId, resource.logicalId, resource.generation, JSON.stringify(resource));
    },
    dropResource: (resource: ResourceRecord) => {
      write("DELETE FROM cfn_resources WHERE stack_id = ? AND logical_id = ? AND generation = ?").run(
        resource.stackId,
        resource.logicalId,
        resource.generation,
      );
    },

    addEvent: (event: StackEvent) => {
      write("INSERT INTO cfn_events (stack_id, data) VALUES (?, ?)").run(
        event.stackId,
        JSON.stringify(event),
      );
    },
    /** Newest first. */
    events: (stackId: string, limit = -1, offset = 0) =>
      parseAll<StackEvent>(
        sql("SELECT data FROM cfn_events WHERE stack_id = ? ORDER BY sequence DESC LIMIT ? OFFSET ?").all(
          stackId,
          limit,
          offset,
        ),
      ),
  };
}

export type StackStore = ReturnType<typeof createStackStore>;

/** Exports of stacks, and which stacks import them; the tables are those of the stack store. */
function createExportStore(database: Database) {
  const sql = <Row>(text: string) => database.prepare<Row>(text);

  return {
    exports: () =>
      sql<ExportRecord>("SELECT name, stack_id AS stackId, value FROM cfn_exports ORDER BY name").all(),
    exportByName: (name: string) =>
      sql<ExportRecord>("SELECT name, stack_id AS stackId, value FROM cfn_exports WHERE name = ?").get(name),
    replaceExports: (stackId: string, exports: readonly ExportRecord[]) => {
      sql("DELETE FROM cfn_exports WHERE stack_id = ?").run(stackId);
      for (const { name, value } of exports) {
        sql("INSERT INTO cfn_exports (name, stack_id, value) VALUES (?, ?, ?)").run(name, stackId, value);
      }
    },
    /** Ids of the stacks that import `name`. */
    importers: (name: string) =>
      sql<{ stackId: string }>("SELECT stack_id AS stackId FROM cfn_imports WHERE name = ? ORDER BY stack_id")
        .all(name)
        .map(({ stackId }) => stackId),
    addImport: (stackId: string, name: string) => {
      sql("INSERT OR IGNORE INTO cfn_imports (name, stack_id) VALUES (?, ?)").run(name, stackId);
    },
    replaceImports: (stackId: string, names: Iterable<string>) => {
      sql("DELETE FROM cfn_imports WHERE stack_id = ?").run(stackId);
      for (const name of names) {
        sql("INSERT OR IGNORE INTO cfn_imports (name, stack_id) VALUES (?, ?)").run(name, stackId);
      }
    },
  };
}
