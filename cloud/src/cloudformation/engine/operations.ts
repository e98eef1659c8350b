import { applyProgram } from "./apply.ts";
import { deleteAll } from "./cleanup.ts";
import { endOperation } from "./end-operation.ts";
import { exportsOf, resolveOutputs } from "./outputs.ts";
import type { Program } from "./program.ts";
import { handlerReason } from "./provider-failure.ts";
import type { OnFailure, ResourceRecord } from "./records.ts";
import { runDelete } from "./remove.ts";
import { rollBackCreate, rollBackUpdate } from "./rollback.ts";
import {
  assertNotCancelled,
  Cancelled,
  Interrupted,
  isRollingBack,
  type StackOperation,
  TimedOut,
} from "./stack-operation.ts";
import { StepFailed } from "./steps.ts";

interface RunOptions {
  readonly program: Program;
  readonly tagsChanged: boolean;
  readonly onFailure: OnFailure;
}

/** Runs a creation to its end; when it fails, to the end that `onFailure` asks for. */
export async function runCreate(operation: StackOperation, options: RunOptions): Promise<void> {
  try {
    const commit = await prepareCommit(operation, options);
    operation.deps.store.transaction(() => {
      commit();
      endOperation(operation);
      operation.journal.stackStatus("CREATE_COMPLETE", undefined, outcome(commit));
    });
  } catch (error) {
    const reason = failureReason(operation, error);
    await CREATE_FAILURES[options.onFailure](operation, reason);
  }
}

export const CREATE_FAILURES: Readonly<
  Record<OnFailure, (operation: StackOperation, reason: string) => Promise<void>>
> = {
  ROLLBACK: (operation, reason) => rollBackCreate(operation, `${reason}Rollback requested by user.`),
  DELETE: (operation, reason) => {
    operation.journal.stackStatus("DELETE_IN_PROGRESS", `${reason}Delete requested by user.`);
    return runDelete(operation);
  },
  DO_NOTHING: async (operation, reason) => {
    endOperation(operation);
    operation.journal.stackStatus("CREATE_FAILED", reason);
  },
};

/** Runs an update to its end, clean-up included. */
export async function runUpdate(operation: StackOperation, options: RunOptions): Promise<void> {
  try {
    const commit = await prepareCommit(operation, options);
    operation.deps.store.transaction(() => {
      assertNotCancelled(operation);
      commit();
      markObsolete(operation, options.program);
      operation.deps.store.promoteRevision(operation.stackId);
      operation.deps.store.dropRevision(operation.stackId, "stable");
      operation.journal.stackStatus("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", undefined, outcome(commit));
    });
  } catch (error) {
    const reason = failureReason(operation, error);
    if (options.onFailure === "DO_NOTHING" && !isRollingBack(operation)) stopUpdate(operation, reason);
    else await rollBackUpdate(operation, reason);
    return;
  }
  await finishUpdate(operation);
}

/** Leaves a failed update as it is; a rollback to the last stable state stays possible. */
function stopUpdate(operation: StackOperation, reason: string): void {
  const { store } = operation.deps;
  store.transaction(() => {
    store.keepStableRevision(operation.stackId);
    store.promoteRevision(operation.stackId);
    operation.journal.stackStatus("UPDATE_FAILED", reason);
  });
}

/** Deletes what an update replaced or removed. */
export async function finishUpdate(operation: StackOperation): Promise<void> {
  const all = operation.deps.store.resources(operation.stackId);
  const newest = new Map(all.map((record) => [record.logicalId, record]));
  const failed = await deleteAll(operation, {
    records: all.filter(({ obsolete }) => obsolete !== undefined),
    retain: (record) =>
      record.obsolete === "replaced"
        ? (newest.get(record.logicalId) ?? record).definition.updateReplacePolicy !== "Delete"
        : record.definition.deletionPolicy !== "Delete",
  });
  operation.deps.store.transaction(() => {
    for (const record of operation.deps.store.resources(operation.stackId)) {
      if (record.obsolete !== undefined) operation.deps.store.dropResource(record);
    }
    endOperation(operation);
    const reason =
      failed.length === 0 ? undefined : "Update successful. One or more resources could not be deleted.";
    operation.journal.stackStatus("UPDATE_COMPLETE", reason);
  });
}

type Commit = (() => void) & {
  readonly outputs: ReturnType<typeof resolveOutputs>;
  readonly imports: string[];
};

/** Brings the resources about and returns the write that makes the result official. */
async function prepareCommit(operation: StackOperation, options: RunOptions): Promise<Commit> {
  const applied = await applyProgram(operation, options);
  const outputs = resolveOutputs(operation, options.program, applied);
  const exports = exportsOf(operation, outputs);
  const imports = [...applied.imports];
  const commit = () => {
    operation.deps.store.replaceExports(operation.stackId, exports);
    operation.deps.store.replaceImports(operation.stackId, imports);
  };
  return Object.assign(commit, { outputs, imports });
}

function outcome({ outputs, imports }: Commit) {
  return { outputs, imports };
}

/** Marks older generations and resources that left the template. */
function markObsolete(operation: StackOperation, program: Program): void {
  const kept = new Set(program.resources.map(({ logicalId }) => logicalId));
  const newest = new Map<string, ResourceRecord>();
  const all = operation.deps.store.resources(operation.stackId);
  for (const record of all) newest.set(record.logicalId, record);
  for (const record of all) {
    const replaced = newest.get(record.logicalId)?.generation !== record.generation;
    if (!replaced && kept.has(record.logicalId)) continue;
    operation.deps.store.saveResource({ ...record, obsolete: replaced ? "replaced" : "removed" });
  }
}

/** Words of the stack event; ends with a blank where AWS's does. */
function failureReason(operation: StackOperation, error: unknown): string {
  if (error instanceof Interrupted) throw error;
  if (error instanceof Cancelled) return "";
  if (error instanceof TimedOut) return error.message;
  if (error instanceof StepFailed) {
    return `The following resource(s) failed to ${error.verb}: [${error.logicalId}]. `;
  }
  const text = handlerReason(error, operation.deps.randomness);
  return text.endsWith(".") ? `${text} ` : `${text}. `;
}
