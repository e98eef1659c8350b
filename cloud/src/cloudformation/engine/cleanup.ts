import { topologicalOrder } from "./graph.ts";
import type { ResourceRecord } from "./records.ts";
import { assertRunning, type StackOperation } from "./stack-operation.ts";
import { deleteResource, StepFailed } from "./steps.ts";

export interface CleanupOptions {
  readonly records: readonly ResourceRecord[];
  /** True for resources whose physical resource stays. */
  readonly retain: (record: ResourceRecord) => boolean;
}

/**
 * Deletes in reverse order of dependency. What another failed deletion still needs is left alone.
 * Returns the logical ids that failed.
 */
export async function deleteAll(operation: StackOperation, options: CleanupOptions): Promise<string[]> {
  const failed: string[] = [];
  const needed = new Set<string>();
  for (const record of deletionOrder(options.records)) {
    assertRunning(operation);
    if (needed.has(record.logicalId)) {
      for (const name of record.dependencies) needed.add(name);
      continue;
    }
    try {
      await deleteResource(operation, record, options.retain(record));
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      failed.push(record.logicalId);
      for (const name of record.dependencies) needed.add(name);
    }
  }
  return failed;
}

/** Dependents first. */
function deletionOrder(records: readonly ResourceRecord[]): ResourceRecord[] {
  const dependencies = new Map<string, readonly string[]>();
  for (const record of records) {
    const known = dependencies.get(record.logicalId) ?? [];
    dependencies.set(record.logicalId, [...known, ...(record.before ?? record).dependencies]);
  }
  const order = orderOrNames(dependencies).reverse();
  return order.flatMap((name) => records.filter(({ logicalId }) => logicalId === name));
}

/** Old and new edges together may form a cycle; then any order is as good as another. */
function orderOrNames(dependencies: ReadonlyMap<string, readonly string[]>): string[] {
  try {
    return topologicalOrder(dependencies);
  } catch {
    return [...dependencies.keys()];
  }
}
