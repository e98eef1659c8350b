import { setImmediate } from "node:timers/promises";
import type { Value } from "../../core/ports/resource-provider.ts";
import { NO_VALUE } from "../intrinsics/shared/function.ts";
import { createEvaluation, resolveProperties } from "./evaluation.ts";
import { changedProperties, settingsChanged } from "./plan.ts";
import type { Program } from "./program.ts";
import { handlerReason } from "./provider-failure.ts";
import type { ResourceRecord } from "./records.ts";
import { createSecrets, type Secrets } from "./secrets.ts";
import {
  assertInTime,
  assertNotCancelled,
  assertRunning,
  liveResources,
  providerOf,
  type StackOperation,
} from "./stack-operation.ts";
import {
  carryOverAttributes,
  createResource,
  StepFailed,
  snapshot,
  type Target,
  updateResource,
} from "./steps.ts";

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
export async function applyProgram(operation: StackOperation, options: ApplyOptions): Promise<Applied> {
  const { program } = options;
  const live = new Map(liveResources(operation.deps.store, operation.stackId));
  const imports = new Set<string>();
  const secrets = createSecrets([...live.values()]);
  const evaluation = createEvaluation({
    program,
    resource: (logicalId) => live.get(logicalId),
    exportValue: (name) => {
      const found = operation.deps.store.exportByName(name);
      if (found === undefined) return undefined;
      imports.add(name);
      operation.deps.store.addImport(operation.stackId, name);
      return found.value;
    },
  });
  assertImports(program, evaluation);
  for (const definition of program.resources) {
    await setImmediate();
    assertRunning(operation);
    assertNotCancelled(operation);
    assertInTime(operation);
    const target = { definition, dependencies: program.dependencies.get(definition.logicalId) ?? [] };
    const record = await applyOne(operation, target, { ...options, live, evaluation, secrets });
    live.set(definition.logicalId, record);
    secrets.keep(record);
  }
  assertInTime(operation);
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
  readonly secrets: Secrets;
}

async function applyOne(
  operation: StackOperation,
  target: Target,
  options: OneOptions,
): Promise<ResourceRecord> {
  const { definition } = target;
  const current = options.live.get(definition.logicalId);
  const resolve = () => resolveProperties(definition.properties, options.evaluation);
  const { shownOf } = options.secrets;
  if (current === undefined) return createResource(operation, target, { resolve, shownOf });
  const properties = resolveOrFail(operation, current, resolve);
  const changed = changedProperties(current.properties, properties);
  const { replaceOn, untagged } = providerOf(operation, definition.type);
  if (changed.length === 0 && (untagged === true || !options.tagsChanged)) {
    const adopt =
      settingsChanged(definition, current) || !sameNames(target.dependencies, current.dependencies);
    if (adopt) carryOverAttributes(operation, target, current);
    return current;
  }
  if (changed.some((name) => replaceOn.includes(name))) {
    return createResource(operation, target, { resolve: () => properties, shownOf, replaced: current });
  }
  return updateResource(operation, target, { current, properties, shownOf });
}

function resolveOrFail<T>(operation: StackOperation, current: ResourceRecord, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    const reason = handlerReason(error, operation.deps.randomness);
    const before = snapshot(current);
    const failed = operation.journal.resource({ ...current, status: "UPDATE_FAILED", reason, before });
    throw new StepFailed(failed, reason);
  }
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
