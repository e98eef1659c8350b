import { applyProgram } from "./apply.ts";
import { deleteAll } from "./cleanup.ts";
import { exportsOf, ownExports, resolveOutputs } from "./outputs.ts";
import type { Program } from "./program.ts";
import { handlerReason } from "./provider-failure.ts";
import type { OnFailure, ResourceRecord, StackRecord, UpdateResult } from "./records.ts";
import { runDelete } from "./remove.ts";
import { rollBackCreate, rollBackUpdate } from "./rollback.ts";
import {
  assertNotCancelled,
  Cancelled,
  contextOf,
  endOperation,
  Interrupted,
  isRollingBack,
  liveResources,
  type StackOperation,
  TimedOut,
} from "./stack-operation.ts";
import { StepFailed } from "./steps.ts";

export interface RunOptions {
  readonly program: Program;
  readonly tagsChanged: boolean;
  readonly onFailure: OnFailure;
  /** A nested stack's: its clean-up waits for the end of its parent's operation. */
  readonly isHeld?: boolean;
}

/** Runs a creation to its end; when it fails, to the end that `onFailure` asks for. */
export async function runCreate(operation: StackOperation, options: RunOptions): Promise<void> {
  try {
    const result = await applyAll(operation, options);
    operation.deps.store.transaction(() => {
      operation.deps.store.replaceExports(operation.stackId, result.exports);
      operation.deps.store.replaceImports(operation.stackId, result.imports);
      endOperation(operation);
      operation.journal.stackStatus("CREATE_COMPLETE", undefined, shownOf(result));
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

/** Runs an update to its end, clean-up included; that of a nested stack until its parent says how it ends. */
export async function runUpdate(operation: StackOperation, options: RunOptions): Promise<void> {
  try {
    const result = await applyAll(operation, options);
    if (options.isHeld === true) holdUpdate(operation, result);
    else {
      operation.deps.store.transaction(() => {
        assertNotCancelled(operation);
        commitUpdate(operation, result);
        operation.journal.stackStatus("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", undefined, shownOf(result));
      });
    }
  } catch (error) {
    const reason = failureReason(operation, error);
    if (options.onFailure === "DO_NOTHING" && !isRollingBack(operation)) await stopUpdate(operation, reason);
    else await rollBackUpdate(operation, reason);
    return;
  }
  if (options.isHeld !== true) await finishUpdate(operation);
}

/** CFN-NESTED-ROLLBACK: all is in place and seen; nothing is gone yet, so the parent's rollback finds all of it. */
function holdUpdate(operation: StackOperation, result: UpdateResult): void {
  const { store } = operation.deps;
  store.transaction(() => {
    const before = { outputs: operation.journal.stack.outputs, exports: ownExports(operation) };
    store.replaceExports(operation.stackId, result.exports);
    operation.journal.stackStatus("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", undefined, {
      outputs: result.outputs,
      held: { ...result, before },
    });
  });
}

/** The parent of a nested stack has come to its end: what was held is official. */
export async function finishHeldUpdate(operation: StackOperation): Promise<void> {
  const { held } = operation.journal.stack;
  if (held !== undefined) {
    operation.deps.store.transaction(() => {
      commitUpdate(operation, held);
      const stack = operation.journal.stack;
      operation.deps.store.saveStack({ ...stack, imports: held.imports, held: undefined });
    });
  }
  await finishUpdate(operation);
}

/** Leaves a failed update as it is; a rollback to the last stable state stays possible. */
async function stopUpdate(operation: StackOperation, reason: string): Promise<void> {
  const { store } = operation.deps;
  await finishNested(operation);
  store.transaction(() => {
    store.keepStableRevision(operation.stackId);
    store.promoteRevision(operation.stackId);
    operation.journal.stackStatus("UPDATE_FAILED", reason);
  });
}

/** Nested stacks that wait for the end of this operation. */
async function finishNested(operation: StackOperation): Promise<void> {
  for (const record of liveResources(operation.deps.store, operation.stackId).values()) {
    const provider = operation.deps.providers().get(record.type);
    await provider?.finish?.(contextOf(operation, record), record.physicalId);
  }
}

/** Deletes what an update replaced or removed. */
async function finishUpdate(operation: StackOperation): Promise<void> {
  await finishNested(operation);
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

/** Brings the resources about; what they give is not official yet. */
async function applyAll(operation: StackOperation, options: RunOptions): Promise<UpdateResult> {
  const applied = await applyProgram(operation, options);
  const outputs = resolveOutputs(operation, options.program, applied);
  return {
    outputs,
    exports: exportsOf(operation, outputs),
    imports: [...applied.imports],
    kept: options.program.resources.map(({ logicalId }) => logicalId),
  };
}

function commitUpdate(operation: StackOperation, result: UpdateResult): void {
  const { store } = operation.deps;
  store.replaceExports(operation.stackId, result.exports);
  store.replaceImports(operation.stackId, result.imports);
  markObsolete(operation, result.kept);
  store.promoteRevision(operation.stackId);
  store.dropRevision(operation.stackId, "stable");
}

function shownOf({ outputs, imports }: UpdateResult): Partial<StackRecord> {
  return { outputs, imports };
}

/** Marks older generations and resources that left the template. */
function markObsolete(operation: StackOperation, logicalIds: readonly string[]): void {
  const kept = new Set(logicalIds);
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
