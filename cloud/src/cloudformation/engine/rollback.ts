import { canonicalJson } from "../template/value.ts";
import { deleteAll } from "./cleanup.ts";
import { topologicalOrder } from "./graph.ts";
import type { ResourceRecord } from "./records.ts";
import { assertRunning, endOperation, type StackOperation } from "./stack-operation.ts";
import { restoreResource, StepFailed } from "./steps.ts";

/** Deletes everything a failed creation made. */
export async function rollBackCreate(operation: StackOperation, reason: string): Promise<void> {
  if (operation.journal.stack.status !== "ROLLBACK_IN_PROGRESS") {
    operation.journal.stackStatus("ROLLBACK_IN_PROGRESS", reason);
  }
  const failed = await deleteAll(operation, {
    records: operation.deps.store.resources(operation.stackId),
    retain: (record) => isRetained(operation, record),
  });
  operation.deps.store.transaction(() => {
    operation.deps.store.replaceImports(operation.stackId, []);
    if (failed.length === 0) operation.journal.stackStatus("ROLLBACK_COMPLETE");
    else operation.journal.stackStatus("ROLLBACK_FAILED", failedToDelete(failed));
  });
}

/** Puts changed resources back and deletes what the failed update made. */
export async function rollBackUpdate(operation: StackOperation, reason: string): Promise<void> {
  if (operation.journal.stack.status !== "UPDATE_ROLLBACK_IN_PROGRESS") {
    operation.deps.store.transaction(() => {
      const { held } = operation.journal.stack;
      const { outputs, exports } = held?.before ?? {};
      if (exports !== undefined) operation.deps.store.replaceExports(operation.stackId, exports);
      const former = outputs === undefined ? {} : { outputs, held: undefined };
      operation.journal.stackStatus("UPDATE_ROLLBACK_IN_PROGRESS", reason, former);
    });
  }
  const failed = await restoreAll(operation);
  if (failed.length > 0) {
    const text = `The following resource(s) failed to update: [${failed.join(", ")}]. `;
    operation.journal.stackStatus("UPDATE_ROLLBACK_FAILED", text);
    return;
  }
  operation.deps.store.transaction(() => {
    operation.deps.store.dropRevision(operation.stackId, "pending");
    operation.deps.store.restoreStableRevision(operation.stackId);
    operation.deps.store.replaceImports(operation.stackId, operation.journal.stack.imports);
    operation.journal.stackStatus("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
  });
  await finishUpdateRollback(operation);
}

/** Deletes what the failed update made; its last step. */
export async function finishUpdateRollback(operation: StackOperation): Promise<void> {
  await deleteAll(operation, {
    records: operation.deps.store
      .resources(operation.stackId)
      .filter(({ isNewInThisOperation }) => isNewInThisOperation),
    // What took the place of another is no new resource: the other one is kept.
    retain: (record) => isRetained(operation, record) && record.generation === 1,
  });
  operation.deps.store.transaction(() => {
    for (const record of operation.deps.store.resources(operation.stackId)) {
      if (record.isNewInThisOperation) operation.deps.store.dropResource(record);
    }
    endOperation(operation);
    operation.journal.stackStatus("UPDATE_ROLLBACK_COMPLETE");
  });
}

/** What the operation made stays when its policy says so, unless the caller wants it gone. */
function isRetained({ journal }: StackOperation, { definition }: ResourceRecord): boolean {
  return definition.deletionPolicy === "Retain" && !journal.stack.retainExceptOnCreate;
}

async function restoreAll(operation: StackOperation): Promise<string[]> {
  const failed: string[] = [];
  const { tags, tagsChanged } = stableTags(operation);
  const restoring = { ...operation, tags };
  for (const record of restoreOrder(operation.deps.store.resources(operation.stackId))) {
    assertRunning(operation);
    try {
      await restoreResource(restoring, record, { tagsChanged });
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      failed.push(error.logicalId);
    }
  }
  return failed;
}

/** Tags of the state the rollback leads to, and whether any update since then wrote others. */
function stableTags({ deps, stackId }: StackOperation) {
  const [pending, current, stable] = (["pending", "current", "stable"] as const).map((slot) =>
    deps.store.revision(stackId, slot),
  );
  const tags = (stable ?? current)?.tags ?? {};
  const tagsChanged = [pending, current].some(
    (revision) => revision !== undefined && canonicalJson(revision.tags) !== canonicalJson(tags),
  );
  return { tags, tagsChanged };
}

/** Order of the old template: what others need comes back first. */
function restoreOrder(records: readonly ResourceRecord[]): ResourceRecord[] {
  const changed = records.filter(
    ({ before, isNewInThisOperation }) => before !== undefined && !isNewInThisOperation,
  );
  const byName = new Map(changed.map((record) => [record.logicalId, record]));
  const dependencies = new Map(
    changed.map(({ logicalId, before }) => [logicalId, before?.dependencies ?? []] as const),
  );
  return topologicalOrder(dependencies).flatMap((logicalId) => byName.get(logicalId) ?? []);
}

export function failedToDelete(logicalIds: readonly string[]): string {
  return `The following resource(s) failed to delete: [${logicalIds.join(", ")}]. `;
}
