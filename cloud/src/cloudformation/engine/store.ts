import type { Database } from "../../store/database.ts";
import type { ExportRecord, ResourceRecord, Revision, StackEvent, StackRecord } from "./records.ts";

const MIGRATIONS = [
  `CREATE TABLE cfn_stacks (stack_id TEXT PRIMARY KEY, name TEXT NOT NULL, deleted INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
   CREATE UNIQUE INDEX cfn_stacks_name ON cfn_stacks (name) WHERE deleted = 0;
   CREATE TABLE cfn_revisions (stack_id TEXT NOT NULL, slot TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (stack_id, slot)) WITHOUT ROWID;
   CREATE TABLE cfn_resources (stack_id TEXT NOT NULL, logical_id TEXT NOT NULL, generation INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (stack_id, logical_id, generation)) WITHOUT ROWID;
   CREATE TABLE cfn_events (sequence INTEGER PRIMARY KEY AUTOINCREMENT, stack_id TEXT NOT NULL, data TEXT NOT NULL);
   CREATE UNIQUE INDEX cfn_events_stack ON cfn_events (stack_id, sequence);
   CREATE TABLE cfn_exports (name TEXT PRIMARY KEY, stack_id TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE cfn_imports (name TEXT NOT NULL, stack_id TEXT NOT NULL, PRIMARY KEY (name, stack_id)) WITHOUT ROWID;
   CREATE TABLE cfn_change_sets (change_set_id TEXT PRIMARY KEY, stack_id TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;`,
];

type RevisionSlot = "current" | "pending";

interface DataRow {
  readonly data: string;
}

/** Stacks, their resources, events, exports and imports. */
export function createStackStore(database: Database) {
  database.migrate("cloudformation", MIGRATIONS);
  const parse = <T>(row: DataRow | undefined): T | undefined =>
    row === undefined ? undefined : (JSON.parse(row.data) as T);
  const parseAll = <T>(rows: DataRow[]): T[] => rows.map((row) => JSON.parse(row.data) as T);
  const sql = <Row = DataRow>(text: string) => database.prepare<Row>(text);

  return {
    transaction: <Result>(work: () => Result): Result => database.transaction(work),

    stackById: (stackId: string) =>
      parse<StackRecord>(sql("SELECT data FROM cfn_stacks WHERE stack_id = ?").get(stackId)),
    /** Deleted stacks have no name any more: they are found by id only. */
    stackByName: (name: string) =>
      parse<StackRecord>(sql("SELECT data FROM cfn_stacks WHERE name = ? AND deleted = 0").get(name)),
    stacks: () => parseAll<StackRecord>(sql("SELECT data FROM cfn_stacks").all()),
    saveStack: (stack: StackRecord) => {
      const deleted = stack.status === "DELETE_COMPLETE" ? 1 : 0;
      sql("INSERT OR REPLACE INTO cfn_stacks (stack_id, name, deleted, data) VALUES (?, ?, ?, ?)").run(
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
      sql("INSERT OR REPLACE INTO cfn_revisions (stack_id, slot, data) VALUES (?, ?, ?)").run(
        stackId,
        slot,
        JSON.stringify(revision),
      );
    },
    /** The pending revision becomes the current one. */
    promoteRevision: (stackId: string) => {
      sql("UPDATE OR REPLACE cfn_revisions SET slot = 'current' WHERE stack_id = ? AND slot = 'pending'").run(
        stackId,
      );
    },
    dropPendingRevision: (stackId: string) => {
      sql("DELETE FROM cfn_revisions WHERE stack_id = ? AND slot = 'pending'").run(stackId);
    },

    /** Every generation, in order of logical id. */
    resources: (stackId: string) =>
      parseAll<ResourceRecord>(
        sql("SELECT data FROM cfn_resources WHERE stack_id = ? ORDER BY logical_id, generation").all(stackId),
      ),
    saveResource: (resource: ResourceRecord) => {
      sql(
        "INSERT OR REPLACE INTO cfn_resources (stack_id, logical_id, generation, data) VALUES (?, ?, ?, ?)",
      ).run(resource.stackId, resource.logicalId, resource.generation, JSON.stringify(resource));
    },
    dropResource: (resource: ResourceRecord) => {
      sql("DELETE FROM cfn_resources WHERE stack_id = ? AND logical_id = ? AND generation = ?").run(
        resource.stackId,
        resource.logicalId,
        resource.generation,
      );
    },

    addEvent: (event: StackEvent) => {
      sql("INSERT INTO cfn_events (stack_id, data) VALUES (?, ?)").run(event.stackId, JSON.stringify(event));
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

export type StackStore = ReturnType<typeof createStackStore>;
