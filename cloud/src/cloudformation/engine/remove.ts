import { deleteAll } from "./cleanup.ts";
import { failedToDelete } from "./rollback.ts";
import type { Worker } from "./worker.ts";

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
