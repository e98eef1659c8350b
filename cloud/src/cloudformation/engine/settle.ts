import type { Worker } from "./worker.ts";

/** The operation is over: nothing is fresh any more and there is no way back. */
export function settle(worker: Worker): void {
  for (const record of worker.deps.store.resources(worker.stackId)) {
    if (record.fresh || record.before !== undefined) {
      worker.deps.store.saveResource({ ...record, fresh: false, before: undefined });
    }
  }
}
