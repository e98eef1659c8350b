import { deleteAll } from "./cleanup.ts";
import type { RequestMark } from "./records.ts";
import { failedToDelete } from "./rollback.ts";
import type { Worker } from "./worker.ts";

/**
 * CFN-EXPORT: a deletion that another stack stands in the way of is taken up, as on AWS, and given
 * up in its first moment: the stack is what it was, its events and its status say why.
 */
export function refuseDelete(
  { deps, journal }: Worker,
  { reason, request }: { readonly reason: string; readonly request: RequestMark | undefined },
): void {
  const { status } = journal.stack;
  deps.store.transaction(() => {
    journal.stackStatus("DELETE_IN_PROGRESS", "User Initiated", { request });
    journal.stackStatus(status, reason);
  });
}

/** Deletes every resource, then the stack: DELETE_COMPLETE or DELETE_FAILED. */
export async function runDelete(worker: Worker): Promise<void> {
  const { stack } = worker.journal;
  const failed = await deleteAll(worker, {
    records: worker.deps.store.resources(worker.stackId),
    retain: (record) =>
      record.definition.deletionPolicy !== "Delete" || stack.retainResources.includes(record.logicalId),
  });
  worker.deps.store.transaction(() => {
    if (worker.deps.store.resources(worker.stackId).length > 0) {
      worker.journal.stackStatus("DELETE_FAILED", failedToDelete(failed));
      return;
    }
    worker.deps.store.replaceExports(worker.stackId, []);
    worker.deps.store.replaceImports(worker.stackId, []);
    worker.journal.stackStatus("DELETE_COMPLETE", undefined, { deletedAt: worker.deps.clock.now() });
  });
}
