import type { Database } from "../../store/database.ts";
import type { PlannedChange } from "./plan.ts";
import type { OnFailure } from "./records.ts";

export type ChangeSetStatus = "CREATE_COMPLETE" | "FAILED";
export type ExecutionStatus =
  | "UNAVAILABLE"
  | "AVAILABLE"
  | "EXECUTE_IN_PROGRESS"
  | "EXECUTE_COMPLETE"
  | "EXECUTE_FAILED"
  | "OBSOLETE";

export interface ChangeSetRecord {
  readonly changeSetId: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: "CREATE" | "UPDATE";
  readonly description: string | undefined;
  /** `ClientToken` of the call that made it: the same again is the same request. */
  readonly token: string | undefined;
  /** `RoleARN` of the call that made it. */
  readonly roleArn?: string | undefined;
  readonly onFailure: OnFailure | undefined;
  readonly status: ChangeSetStatus;
  readonly statusReason: string | undefined;
  readonly executionStatus: ExecutionStatus;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly templateBody: string;
  /** JSON text after transforms; empty when the expansion failed. */
  readonly processedBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What those gave that name a parameter of the Parameter Store. */
  readonly resolvedParameters?: Readonly<Record<string, string>>;
  readonly noEchoParameters: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly changes: readonly PlannedChange[];
}

const UNSAID: Pick<PlannedChange, "attributes" | "retained"> = { attributes: [], retained: false };

interface DataRow {
  readonly data: string;
}

export function createChangeSetStore(database: Database) {
  const sql = (text: string) => database.prepare<DataRow>(text);
  const parse = (row: DataRow): ChangeSetRecord => {
    const record = JSON.parse(row.data) as ChangeSetRecord;
    // Those of older versions say nothing of attributes and of what is retained.
    const changes = record.changes.map((change) => ({ ...UNSAID, ...change }));
    return { ...record, changes };
  };
  return {
    byId: (changeSetId: string) =>
      sql("SELECT data FROM cfn_change_sets WHERE change_set_id = ?").all(changeSetId).map(parse)[0],
    /** Oldest first. */
    ofStack: (stackId: string) =>
      sql("SELECT data FROM cfn_change_sets WHERE stack_id = ?")
        .all(stackId)
        .map(parse)
        .sort((a, b) => a.createdAt - b.createdAt),
    save: (changeSet: ChangeSetRecord) => {
      sql(
        "INSERT OR REPLACE INTO cfn_change_sets (change_set_id, stack_id, name, data) VALUES (?, ?, ?, ?)",
      ).run(changeSet.changeSetId, changeSet.stackId, changeSet.name, JSON.stringify(changeSet));
    },
    drop: (changeSetId: string) => {
      sql("DELETE FROM cfn_change_sets WHERE change_set_id = ?").run(changeSetId);
    },
    dropOfStack: (stackId: string) => {
      sql("DELETE FROM cfn_change_sets WHERE stack_id = ?").run(stackId);
    },
  };
}

export type ChangeSetStore = ReturnType<typeof createChangeSetStore>;
