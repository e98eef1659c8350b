import { applyProgram } from "./apply.ts";
import { deleteAll } from "./cleanup.ts";
import { exportsOf, resolveOutputs } from "./outputs.ts";
import type { Program } from "./program.ts";
import { handlerReason } from "./provider-failure.ts";
import type { OnFailure, ResourceRecord } from "./records.ts";
import { runDelete } from "./remove.ts";
import { rollBackCreate, rollBackUpdate } from "./rollback.ts";
import { settle } from "./settle.ts";
import { StepFailed } from "./steps.ts";
import {
  assertNotCancelled,
  Cancelled,
  Interrupted,
  isRollingBack,
  TimedOut,
  type Worker,
} from "./worker.ts";

interface RunOptions {
  readonly program: Program;
  readonly tagsChanged: boolean;
  readonly onFailure: OnFailure;
}

/** Runs a creation to its end; when it fails, to the end that `onFailure` asks for. */
export async function runCreate(worker: Worker, options: RunOptions): Promise<void> {
  try {
    const commit = await prepareCommit(worker, options);
    worker.deps.store.transaction(() => {
      commit();
      settle(worker);
      worker.journal.stackStatus("CREATE_COMPLETE", undefined, outcome(commit));
    });
  } catch (error) {
    const reason = failureReason(worker, error);
    await CREATE_FAILURES[options.onFailure](worker, reason);
  }
}

export const CREATE_FAILURES: Readonly<Record<OnFailure, (worker: Worker, reason: string) => Promise<void>>> =
  {
    ROLLBACK: (worker, reason) => rollBackCreate(worker, `${reason}Rollback requested by user.`),
    DELETE: (worker, reason) => {
      worker.journal.stackStatus("DELETE_IN_PROGRESS", `${reason}Delete requested by user.`);
      return runDelete(worker);
    },
    DO_NOTHING: async (worker, reason) => {
      settle(worker);
      worker.journal.stackStatus("CREATE_FAILED", reason);
    },
  };

/** Runs an update to its end, clean-up included. */
export async function runUpdate(worker: Worker, options: RunOptions): Promise<void> {
  try {
    const commit = await prepareCommit(worker, options);
    worker.deps.store.transaction(() => {
      assertNotCancelled(worker);
      commit();
      supersede(worker, options.program);
      worker.deps.store.promoteRevision(worker.stackId);
      worker.deps.store.dropRevision(worker.stackId, "stable");
      worker.journal.stackStatus("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", undefined, outcome(commit));
    });
  } catch (error) {
    const reason = failureReason(worker, error);
    if (options.onFailure === "DO_NOTHING" && !isRollingBack(worker)) stopUpdate(worker, reason);
    else await rollBackUpdate(worker, reason);
    return;
  }
  await finishUpdate(worker);
}

/** Leaves a failed update as it is; the way back to the last stable state stays open. */
function stopUpdate(worker: Worker, reason: string): void {
  const { store } = worker.deps;
  store.transaction(() => {
    store.keepStableRevision(worker.stackId);
    store.promoteRevision(worker.stackId);
    worker.journal.stackStatus("UPDATE_FAILED", reason);
  });
}

/** Deletes what an update replaced or removed. */
export async function finishUpdate(worker: Worker): Promise<void> {
  const all = worker.deps.store.resources(worker.stackId);
  const newest = new Map(all.map((record) => [record.logicalId, record]));
  const failed = await deleteAll(worker, {
    records: all.filter(({ superseded }) => superseded !== undefined),
    retain: (record) =>
      record.superseded === "replaced"
        ? (newest.get(record.logicalId) ?? record).definition.updateReplacePolicy !== "Delete"
        : record.definition.deletionPolicy !== "Delete",
  });
  worker.deps.store.transaction(() => {
    for (const record of worker.deps.store.resources(worker.stackId)) {
      if (record.superseded !== undefined) worker.deps.store.dropResource(record);
    }
    settle(worker);
    const reason =
      failed.length === 0 ? undefined : "Update successful. One or more resources could not be deleted.";
    worker.journal.stackStatus("UPDATE_COMPLETE", reason);
  });
}

type Commit = (() => void) & {
  readonly outputs: ReturnType<typeof resolveOutputs>;
  readonly imports: string[];
};

/** Brings the resources about and answers the write that makes the result official. */
async function prepareCommit(worker: Worker, options: RunOptions): Promise<Commit> {
  const applied = await applyProgram(worker, options);
  const outputs = resolveOutputs(worker, options.program, applied);
  const exports = exportsOf(worker, outputs);
  const imports = [...applied.imports];
  const commit = () => {
    worker.deps.store.replaceExports(worker.stackId, exports);
    worker.deps.store.replaceImports(worker.stackId, imports);
  };
  return Object.assign(commit, { outputs, imports });
}

function outcome({ outputs, imports }: Commit) {
  return { outputs, imports };
}

/** Marks older generations and resources that left the template. */
function supersede(worker: Worker, program: Program): void {
  const kept = new Set(program.resources.map(({ logicalId }) => logicalId));
  const newest = new Map<string, ResourceRecord>();
  const all = worker.deps.store.resources(worker.stackId);
  for (const record of all) newest.set(record.logicalId, record);
  for (const record of all) {
    const replaced = newest.get(record.logicalId)?.generation !== record.generation;
    if (!replaced && kept.has(record.logicalId)) continue;
    worker.deps.store.saveResource({ ...record, superseded: replaced ? "replaced" : "removed" });
  }
}

/** Words of the stack event; ends with a blank where AWS's does. */
function failureReason(worker: Worker, error: unknown): string {
  if (error instanceof Interrupted) throw error;
  if (error instanceof Cancelled) return "";
  if (error instanceof TimedOut) return error.message;
  if (error instanceof StepFailed) {
    return `The following resource(s) failed to ${error.verb}: [${error.logicalId}]. `;
  }
  const text = handlerReason(error, worker.deps.randomness);
  return text.endsWith(".") ? `${text} ` : `${text}. `;
}
