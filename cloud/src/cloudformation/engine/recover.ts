import { CREATE_FAILURES, finishHeldUpdate } from "./operations.ts";
import type { StackRecord, StackStatus } from "./records.ts";
import { runDelete } from "./remove.ts";
import { finishUpdateRollback, rollBackCreate, rollBackUpdate } from "./rollback.ts";
import type { StackOperation } from "./stack-operation.ts";

const REASON = "The cloud stopped in the middle of the operation. ";

/** What brings a stack that a stop caught in the middle back to a state AWS knows. */
const RECOVERIES: ReadonlyMap<StackStatus, (operation: StackOperation) => Promise<void>> = new Map([
  ["CREATE_IN_PROGRESS", abandonCreation],
  ["ROLLBACK_IN_PROGRESS", (operation) => rollBackCreate(operation, REASON)],
  ["UPDATE_IN_PROGRESS", (operation) => rollBackUpdate(operation, REASON)],
  ["UPDATE_ROLLBACK_IN_PROGRESS", (operation) => rollBackUpdate(operation, REASON)],
  ["UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", finishUpdateRollback],
  ["UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", finishHeldUpdate],
  ["DELETE_IN_PROGRESS", runDelete],
]);

/** A stop is a failure; leaving half a stack to look at is for failures that say what was wrong. */
function abandonCreation(operation: StackOperation): Promise<void> {
  const { onFailure } = operation.journal.stack;
  return CREATE_FAILURES[onFailure === "DELETE" ? "DELETE" : "ROLLBACK"](operation, REASON);
}

export function needsRecovery(stack: StackRecord): boolean {
  return RECOVERIES.has(stack.status);
}

/** Rolls an interrupted creation or update back, goes on with a deletion or clean-up. */
export async function recoverStack(operation: StackOperation): Promise<void> {
  await RECOVERIES.get(operation.journal.stack.status)?.(operation);
}
