import { CREATE_FAILURES, finishUpdate } from "./operations.ts";
import type { StackRecord, StackStatus } from "./records.ts";
import { runDelete } from "./remove.ts";
import { finishUpdateRollback, rollBackCreate, rollBackUpdate } from "./rollback.ts";
import type { Worker } from "./worker.ts";

const REASON = "The cloud stopped in the middle of the operation. ";

/** What brings a stack that a stop caught in the middle back to a state AWS knows. */
const RECOVERIES: ReadonlyMap<StackStatus, (worker: Worker) => Promise<void>> = new Map([
  ["CREATE_IN_PROGRESS", giveUpCreation],
  ["ROLLBACK_IN_PROGRESS", (worker) => rollBackCreate(worker, REASON)],
  ["UPDATE_IN_PROGRESS", (worker) => rollBackUpdate(worker, REASON)],
  ["UPDATE_ROLLBACK_IN_PROGRESS", (worker) => rollBackUpdate(worker, REASON)],
  ["UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", finishUpdateRollback],
  ["UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", finishUpdate],
  ["DELETE_IN_PROGRESS", runDelete],
]);

/** A stop is a failure; leaving half a stack to look at is for failures that say what was wrong. */
function giveUpCreation(worker: Worker): Promise<void> {
  const { onFailure } = worker.journal.stack;
  return CREATE_FAILURES[onFailure === "DELETE" ? "DELETE" : "ROLLBACK"](worker, REASON);
}

export function needsRecovery(stack: StackRecord): boolean {
  return RECOVERIES.has(stack.status);
}

/** Rolls an interrupted creation or update back, goes on with a deletion or clean-up. */
export async function recoverStack(worker: Worker): Promise<void> {
  await RECOVERIES.get(worker.journal.stack.status)?.(worker);
}
