import { setImmediate } from "node:timers/promises";
import type { Value } from "../../core/ports/resource-provider.ts";
import { NO_VALUE } from "../intrinsics/function.ts";
import { createEvaluation, resolveProperties } from "./evaluation.ts";
import { changedProperties, settingsChanged } from "./plan.ts";
import type { Program } from "./program.ts";
import { handlerReason } from "./provider-failure.ts";
import type { ResourceRecord } from "./records.ts";
import { adoptSettings, createResource, StepFailed, snapshot, type Target, updateResource } from "./steps.ts";
import {
  assertInTime,
  assertNotCancelled,
  assertRunning,
  liveResources,
  providerOf,
  type Worker,
} from "./worker.ts";

export interface ApplyOptions {
  readonly program: Program;
  /** Tags of the stack changed: every resource is updated, for its tags. */
  readonly tagsChanged: boolean;
}

/** What the outputs see after every resource is in place. */
export interface Applied {
  readonly evaluation: ReturnType<typeof createEvaluation>;
  readonly imports: ReadonlySet<string>;
}

/**
 * Creates, updates and replaces in order of dependency; between two steps callers are heard. Throws
 * StepFailed at the first failure, Cancelled once the update is cancelled, TimedOut once the
 * creation takes too long.
 */
export async function applyProgram(worker: Worker, options: ApplyOptions): Promise<Applied> {
  const { program } = options;
  const live = new Map(liveResources(worker.deps.store, worker.stackId));
  const imports = new Set<string>();
  const evaluation = createEvaluation({
    program,
    resource: (logicalId) => live.get(logicalId),
    exportValue: (name) => {
      const found = worker.deps.store.exportByName(name);
      if (found === undefined) return undefined;
      imports.add(name);
      worker.deps.store.addImport(worker.stackId, name);
      return found.value;
    },
  });
  assertImports(program, evaluation);
  for (const definition of program.resources) {
    await setImmediate();
    assertRunning(worker);
    assertNotCancelled(worker);
    assertInTime(worker);
    const target = { definition, dependencies: program.dependencies.get(definition.logicalId) ?? [] };
    const record = await applyOne(worker, target, { ...options, live, evaluation });
    live.set(definition.logicalId, record);
  }
  assertInTime(worker);
  return { evaluation, imports };
}

/** Missing exports fail the operation before it touches a resource. */
function assertImports(program: Program, evaluation: Applied["evaluation"]): void {
  for (const argument of program.imports) {
    const name: Value | typeof NO_VALUE = evaluation.resolve(argument);
    if (name !== NO_VALUE) evaluation.importValue(String(name));
  }
}

interface OneOptions extends ApplyOptions {
  readonly live: ReadonlyMap<string, ResourceRecord>;
  readonly evaluation: Applied["evaluation"];
}

async function applyOne(worker: Worker, target: Target, options: OneOptions): Promise<ResourceRecord> {
  const { definition } = target;
  const current = options.live.get(definition.logicalId);
  const resolve = () => resolveProperties(definition.properties, options.evaluation);
  if (current === undefined) return createResource(worker, target, { resolve });
  const properties = resolveOrFail(worker, current, resolve);
  const changed = changedProperties(current.properties, properties);
  if (changed.length === 0 && !options.tagsChanged) {
    const adopt =
      settingsChanged(definition, current) || !sameNames(target.dependencies, current.dependencies);
    if (adopt) adoptSettings(worker, target, current);
    return current;
  }
  const { replaceOn } = providerOf(worker, definition.type);
  if (changed.some((name) => replaceOn.includes(name))) {
    return createResource(worker, target, { resolve: () => properties, replaced: current });
  }
  return updateResource(worker, target, { current, properties });
}

function resolveOrFail<T>(worker: Worker, current: ResourceRecord, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    const reason = handlerReason(error, worker.deps.randomness);
    const before = snapshot(current);
    const failed = worker.journal.resource({ ...current, status: "UPDATE_FAILED", reason, before });
    throw new StepFailed(failed, reason);
  }
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
