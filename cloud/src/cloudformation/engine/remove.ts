import { deleteAll } from "./cleanup.ts";
import type { RequestMark } from "./records.ts";
import { failedToDelete } from "./rollback.ts";
import type { StackOperation } from "./stack-operation.ts";

/**
 * CFN-EXPORT: a deletion that another stack prevents is started, as on AWS, and abandoned at once:
 * the stack is what it was, its events and its status say why.
 */
export function refuseDelete(
  { deps, journal }: StackOperation,
  { reason, request }: { readonly reason: string; readonly request: RequestMark | undefined },
): void {
  const { status } = journal.stack;
  deps.store.transaction(() => {
    journal.stackStatus("DELETE_IN_PROGRESS", "User Initiated", { request });
    journal.stackStatus(status, reason);
  });
}

/** Deletes every resource, then the stack: DELETE_COMPLETE or DELETE_FAILED. */
export async function runDelete(operation: StackOperation): Promise<void> {
  const { stack } = operation.journal;
  const failed = await deleteAll(operation, {
    records: operation.deps.store.resources(operation.stackId),
    retain: (record) =>
      record.definition.deletionPolicy !== "Delete" || stack.retainResources.includes(record.logicalId),
  });
  operation.deps.store.transaction(() => {
    if (operation.deps.store.resources(operation.stackId).length > 0) {
      operation.journal.stackStatus("DELETE_FAILED", failedToDelete(failed));
      return;
    }
    operation.deps.store.replaceExports(operation.stackId, []);
    operation.deps.store.replaceImports(operation.stackId, []);
    operation.journal.stackStatus("DELETE_COMPLETE", undefined, { deletedAt: operation.deps.clock.now() });
  });
}
