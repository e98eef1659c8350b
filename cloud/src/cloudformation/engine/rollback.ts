import { canonicalJson } from "../template/value.ts";
import { deleteAll } from "./cleanup.ts";
import { topologicalOrder } from "./graph.ts";
import type { ResourceRecord } from "./records.ts";
import { settle } from "./settle.ts";
import { restoreResource, StepFailed } from "./steps.ts";
import { assertRunning, type Worker } from "./worker.ts";

/** Deletes everything a failed creation made. */
export async function rollBackCreate(worker: Worker, reason: string): Promise<void> {
  if (worker.journal.stack.status !== "ROLLBACK_IN_PROGRESS") {
    worker.journal.stackStatus("ROLLBACK_IN_PROGRESS", reason);
  }
  const failed = await deleteAll(worker, {
    records: worker.deps.store.resources(worker.stackId),
    retain: (record) => isRetained(worker, record),
  });
  worker.deps.store.transaction(() => {
    worker.deps.store.replaceImports(worker.stackId, []);
    if (failed.length === 0) worker.journal.stackStatus("ROLLBACK_COMPLETE");
    else worker.journal.stackStatus("ROLLBACK_FAILED", failedToDelete(failed));
  });
}

/** Puts changed resources back and deletes what the failed update made. */
export async function rollBackUpdate(worker: Worker, reason: string): Promise<void> {
  if (worker.journal.stack.status !== "UPDATE_ROLLBACK_IN_PROGRESS") {
    worker.journal.stackStatus("UPDATE_ROLLBACK_IN_PROGRESS", reason);
  }
  const failed = await restoreAll(worker);
  if (failed.length > 0) {
    const text = `The following resource(s) failed to update: [${failed.join(", ")}]. `;
    worker.journal.stackStatus("UPDATE_ROLLBACK_FAILED", text);
    return;
  }
  worker.deps.store.transaction(() => {
    worker.deps.store.dropRevision(worker.stackId, "pending");
    worker.deps.store.restoreStableRevision(worker.stackId);
    worker.deps.store.replaceImports(worker.stackId, worker.journal.stack.imports);
    worker.journal.stackStatus("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
  });
  await finishUpdateRollback(worker);
}

/** Deletes what the failed update made; its last step. */
export async function finishUpdateRollback(worker: Worker): Promise<void> {
  await deleteAll(worker, {
    records: worker.deps.store.resources(worker.stackId).filter(({ fresh }) => fresh),
    // What took the place of another is no new resource: the other one is kept.
    retain: (record) => isRetained(worker, record) && record.generation === 1,
  });
  worker.deps.store.transaction(() => {
    for (const record of worker.deps.store.resources(worker.stackId)) {
      if (record.fresh) worker.deps.store.dropResource(record);
    }
    settle(worker);
    worker.journal.stackStatus("UPDATE_ROLLBACK_COMPLETE");
  });
}

/** What the operation made stays when its policy says so, unless the caller wants it gone. */
function isRetained({ journal }: Worker, { definition }: ResourceRecord): boolean {
  return definition.deletionPolicy === "Retain" && !journal.stack.retainExceptOnCreate;
}

async function restoreAll(worker: Worker): Promise<string[]> {
  const failed: string[] = [];
  const { tags, tagsChanged } = stableTags(worker);
  const restoring = { ...worker, tags };
  for (const record of restoreOrder(worker.deps.store.resources(worker.stackId))) {
    assertRunning(worker);
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
function stableTags({ deps, stackId }: Worker) {
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
  const changed = records.filter(({ before, fresh }) => before !== undefined && !fresh);
  const byName = new Map(changed.map((record) => [record.logicalId, record]));
  const dependencies = new Map(
    changed.map(({ logicalId, before }) => [logicalId, before?.dependencies ?? []] as const),
  );
  return topologicalOrder(dependencies).flatMap((logicalId) => byName.get(logicalId) ?? []);
}

export function failedToDelete(logicalIds: readonly string[]): string {
  return `The following resource(s) failed to delete: [${logicalIds.join(", ")}]. `;
}
