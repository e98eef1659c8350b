import type { StackOperation } from "./stack-operation.ts";

/** The operation is over: nothing is new in it any more, and a rollback no longer leads behind it. */
export function endOperation(operation: StackOperation): void {
  for (const record of operation.deps.store.resources(operation.stackId)) {
    if (record.isNewInThisOperation || record.before !== undefined) {
      operation.deps.store.saveResource({ ...record, isNewInThisOperation: false, before: undefined });
    }
  }
}
