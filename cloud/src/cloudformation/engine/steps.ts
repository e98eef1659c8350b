import type { Properties } from "../../core/ports/resource-provider.ts";
import type { ResourceDefinition } from "../template/model.ts";
import { nameSuffix } from "./naming.ts";
import { handlerReason } from "./provider-failure.ts";
import { checkedInput, providerInput } from "./provider-input.ts";
import type { ResourceRecord, ResourceSettings, ResourceSnapshot } from "./records.ts";
import { contextOf, providerOf, provisioned, type Worker } from "./worker.ts";

/** A resource could not be made, changed or deleted; its event is written already. */
export class StepFailed extends Error {
  readonly logicalId: string;
  /** As the stack's event says it. */
  readonly verb: "create" | "update";

  constructor({ logicalId, status }: Pick<ResourceRecord, "logicalId" | "status">, reason: string) {
    super(reason);
    this.name = "StepFailed";
    this.logicalId = logicalId;
    this.verb = status === "CREATE_FAILED" ? "create" : "update";
  }
}

/** What a step shall bring about. */
export interface Target {
  readonly definition: ResourceDefinition;
  readonly dependencies: readonly string[];
}

const REPLACEMENT_REASON =
  "Requested update requires the creation of a new physical resource; hence creating one.";

/**
 * Makes a resource. `replaced` is the generation it takes the place of.
 * The record exists before the provider is called, so a killed step is seen at the next start.
 */
export async function createResource(
  worker: Worker,
  target: Target,
  options: { readonly resolve: () => Properties; readonly replaced?: ResourceRecord | undefined },
): Promise<ResourceRecord> {
  const { replaced } = options;
  const verb = replaced === undefined ? "CREATE" : "UPDATE";
  const blank = blankRecord(worker, target, replaced);
  const reason = replaced === undefined ? undefined : REPLACEMENT_REASON;
  let record = worker.journal.resource(
    { ...blank, status: `${verb}_IN_PROGRESS`, reason },
    replaced?.physicalId ?? "",
  );
  try {
    const properties = options.resolve();
    record = { ...record, properties };
    worker.deps.store.saveResource(record);
    const provider = providerOf(worker, target.definition.type);
    const input = await checkedInput(worker, provider, record);
    const made = await provider.create(contextOf(worker, record), input);
    record = provisioned(record, made);
    record = worker.journal.resource({ ...record, reason: "Resource creation Initiated" });
    return worker.journal.resource({ ...record, status: `${verb}_COMPLETE`, reason: undefined });
  } catch (error) {
    throw fail(worker, { ...record, status: `${verb}_FAILED` }, error);
  }
}

/** Changes a resource in place. */
export async function updateResource(
  worker: Worker,
  target: Target,
  options: { readonly current: ResourceRecord; readonly properties: Properties },
): Promise<ResourceRecord> {
  const { current, properties } = options;
  const provider = providerOf(worker, current.type);
  let record = worker.journal.resource({
    ...current,
    ...settled(target),
    properties,
    before: snapshot(current),
    status: "UPDATE_IN_PROGRESS",
    reason: undefined,
  });
  try {
    // Until the provider hears of it, the resource is what it was.
    const after = await checkedInput(worker, provider, record).catch((error: unknown) => {
      record = { ...record, properties: current.properties };
      throw error;
    });
    const before = await providerInput(worker, current);
    const made = await provider.update(contextOf(worker, record), current.physicalId, before, after);
    record = provisioned(record, made);
    return worker.journal.resource({ ...record, status: "UPDATE_COMPLETE" });
  } catch (error) {
    throw fail(worker, { ...record, status: "UPDATE_FAILED" }, error);
  }
}

/** Takes over dependencies and policies where the properties stay as they are. */
export function adoptSettings(worker: Worker, target: Target, current: ResourceRecord): void {
  worker.deps.store.saveResource({ ...current, ...settled(target), before: snapshot(current) });
}

/** Puts a changed resource back to what it was before the operation, with the tags of the worker. */
export async function restoreResource(
  worker: Worker,
  record: ResourceRecord,
  options: { readonly tagsChanged: boolean },
): Promise<void> {
  const { before } = record;
  if (before === undefined) return;
  const back = { ...record, ...before, before: undefined };
  if (sameProperties(record, before) && !options.tagsChanged) {
    if (record.status.endsWith("_COMPLETE")) worker.deps.store.saveResource(back);
    else takeAsRestored(worker, record);
    return;
  }
  worker.journal.resource({ ...record, status: "UPDATE_IN_PROGRESS", reason: undefined });
  try {
    const provider = providerOf(worker, record.type);
    const failed = await providerInput(worker, record);
    const former = await providerInput(worker, { ...record, properties: before.properties });
    const made = await provider.update(contextOf(worker, record), record.physicalId, failed, former);
    worker.journal.resource({ ...provisioned(back, made), status: "UPDATE_COMPLETE", reason: undefined });
  } catch (error) {
    throw fail(worker, { ...record, status: "UPDATE_FAILED" }, error);
  }
}

/** Counts a resource as put back without touching it. */
export function takeAsRestored(worker: Worker, record: ResourceRecord): void {
  worker.journal.resource({
    ...record,
    ...record.before,
    before: undefined,
    status: "UPDATE_COMPLETE",
    reason: undefined,
  });
}

/** Deletes a resource; `retain` leaves the physical one alone. */
export async function deleteResource(worker: Worker, record: ResourceRecord, retain: boolean): Promise<void> {
  if (retain && record.physicalId !== "") {
    worker.journal.resourceGone({ ...record, status: "DELETE_SKIPPED", reason: undefined });
    return;
  }
  const deleting = worker.journal.resource({ ...record, status: "DELETE_IN_PROGRESS", reason: undefined });
  try {
    await deletePhysical(worker, record);
    worker.journal.resourceGone({ ...deleting, status: "DELETE_COMPLETE" });
  } catch (error) {
    throw fail(worker, { ...deleting, status: "DELETE_FAILED" }, error);
  }
}

/** A record without physical id stands for a resource that was never made. */
async function deletePhysical(worker: Worker, record: ResourceRecord): Promise<void> {
  if (record.physicalId === "") return;
  const properties = await providerInput(worker, record);
  await providerOf(worker, record.type).delete(contextOf(worker, record), record.physicalId, properties);
}

function fail(worker: Worker, record: ResourceRecord, error: unknown): StepFailed {
  const reason = handlerReason(error, worker.deps.randomness);
  worker.journal.resource({ ...record, reason });
  return new StepFailed(record, reason);
}

function blankRecord(worker: Worker, target: Target, replaced: ResourceRecord | undefined): ResourceRecord {
  return {
    stackId: worker.stackId,
    logicalId: target.definition.logicalId,
    generation: (replaced?.generation ?? 0) + 1,
    type: target.definition.type,
    physicalId: "",
    ref: "",
    attributes: {},
    properties: {},
    ...settled(target),
    status: "CREATE_IN_PROGRESS",
    reason: undefined,
    updatedAt: worker.deps.clock.now(),
    nameSuffix: nameSuffix(worker.deps.randomness),
    fresh: true,
    superseded: undefined,
    before: undefined,
  };
}

function settled({ definition, dependencies }: Target) {
  const settings: ResourceSettings = {
    deletionPolicy: definition.deletionPolicy,
    updateReplacePolicy: definition.updateReplacePolicy,
    metadata: definition.metadata ?? null,
  };
  return { dependencies, definition: settings };
}

/** The way back; of several updates in a row that to the first. */
export function snapshot(record: ResourceRecord): ResourceSnapshot {
  const { properties, ref, attributes, dependencies, definition } = record;
  return record.before ?? { properties, ref, attributes, dependencies, definition };
}

function sameProperties(record: ResourceRecord, before: ResourceSnapshot): boolean {
  return JSON.stringify(record.properties) === JSON.stringify(before.properties);
}
