import type { Properties, ResourceProvider } from "../../core/ports/resource-provider.ts";
import { checkedProperties, coerceProperties } from "../schemas/properties.ts";
import type { ResourceDefinition } from "../template/model.ts";
import { assertMayChange } from "./authorize.ts";
import { handlerReason } from "./provider-failure.ts";
import type { ResourceRecord, ResourceSettings, ResourceSnapshot } from "./records.ts";
import {
  bothOpened,
  nothingOpened,
  type Opened,
  openSecrets,
  openSecretsIfThere,
} from "./secret-references.ts";
import type { ShownOf } from "./secrets.ts";
import {
  contextOf,
  Interrupted,
  nameSuffix,
  providerOf,
  provisioned,
  type StackOperation,
} from "./stack-operation.ts";
import { assertRequired } from "./support.ts";

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

const PROVIDER_REPLACED = "Requested update required the provider to create a new physical resource";

/**
 * Makes a resource. `replaced` is the generation it takes the place of.
 * The record exists before the provider is called, so a killed step is seen at the next start.
 */
export async function createResource(
  operation: StackOperation,
  target: Target,
  options: {
    readonly resolve: () => Properties;
    readonly shownOf: ShownOf;
    readonly replaced?: ResourceRecord | undefined;
  },
): Promise<ResourceRecord> {
  const { replaced } = options;
  const verb = replaced === undefined ? "CREATE" : "UPDATE";
  const blank = blankRecord(operation, target, replaced);
  const reason = replaced === undefined ? undefined : REPLACEMENT_REASON;
  let record = operation.journal.resource(
    { ...blank, status: `${verb}_IN_PROGRESS`, reason },
    replaced?.physicalId ?? "",
  );
  let opened = nothingOpened({});
  try {
    const properties = options.resolve();
    record = { ...record, properties, shownProperties: options.shownOf(properties) };
    operation.deps.store.saveResource(record);
    const provider = providerOf(operation, target.definition.type);
    opened = openSecrets(operation, record);
    const input = await checkedInput(operation, provider, { ...record, properties: opened.properties });
    assertMayChange(operation, provider, { record, change: { kind: "create", properties: input } });
    const made = await provider.create(contextOf(operation, record, opened.shown), input);
    record = provisioned(record, opened.shown(made));
    record = operation.journal.resource({ ...record, reason: "Resource creation Initiated" });
    return operation.journal.resource({ ...record, status: `${verb}_COMPLETE`, reason: undefined });
  } catch (error) {
    const failed = { ...asCommitted(operation, record), status: `${verb}_FAILED` } as const;
    throw fail(operation, failed, opened.told(error));
  }
}

/** With what a provider has committed before it failed: the rollback deletes it. */
function asCommitted(operation: StackOperation, record: ResourceRecord): ResourceRecord {
  const { logicalId, generation } = record;
  const saved = operation.deps.store.resources(operation.stackId);
  return saved.find((other) => other.logicalId === logicalId && other.generation === generation) ?? record;
}

/** Changes a resource in place. */
export async function updateResource(
  operation: StackOperation,
  target: Target,
  options: {
    readonly current: ResourceRecord;
    readonly properties: Properties;
    readonly shownOf: ShownOf;
  },
): Promise<ResourceRecord> {
  const { current, properties } = options;
  const provider = providerOf(operation, current.type);
  let record = operation.journal.resource({
    ...current,
    ...attributesOf(target),
    properties,
    shownProperties: options.shownOf(properties),
    before: snapshot(current),
    status: "UPDATE_IN_PROGRESS",
    reason: undefined,
  });
  let opened = nothingOpened({});
  try {
    // Until the provider hears of it, the resource is what it was.
    const after = await openedInput(operation, provider, record, (found) => {
      opened = found;
    }).catch((error: unknown) => {
      record = { ...record, properties: current.properties };
      throw error;
    });
    const former = openSecretsIfThere(operation, current);
    opened = bothOpened(opened, former);
    const before = await providerInput(operation, { ...current, properties: former.properties });
    const { physicalId } = current;
    try {
      assertMayChange(operation, provider, { record, change: { kind: "update", physicalId, before, after } });
    } catch (error) {
      record = { ...record, properties: current.properties };
      throw error;
    }
    const context = contextOf(operation, record, opened.shown);
    const made = await provider.update(context, current.physicalId, before, after);
    record = provisioned(record, opened.shown(made));
    if (provider.replacesItself === true && made.physicalId !== current.physicalId) {
      return keepBoth(operation, current, record);
    }
    return operation.journal.resource({ ...record, status: "UPDATE_COMPLETE" });
  } catch (error) {
    throw fail(operation, { ...record, status: "UPDATE_FAILED" }, opened.told(error));
  }
}

async function openedInput(
  operation: StackOperation,
  provider: ResourceProvider,
  record: ResourceRecord,
  found: (opened: Opened) => void,
): Promise<Properties> {
  const opened = openSecrets(operation, record);
  found(opened);
  return checkedInput(operation, provider, { ...record, properties: opened.properties });
}

/** The update has made another physical resource: the former one waits for the clean-up or the rollback. */
function keepBoth(
  operation: StackOperation,
  current: ResourceRecord,
  changed: ResourceRecord,
): ResourceRecord {
  const generation = current.generation + 1;
  const made = { ...changed, generation, isNewInThisOperation: true, before: undefined };
  operation.deps.store.transaction(() => {
    operation.deps.store.saveResource(current);
    operation.deps.store.saveResource(made);
  });
  operation.journal.resource({ ...made, reason: PROVIDER_REPLACED });
  return operation.journal.resource({ ...made, status: "UPDATE_COMPLETE", reason: undefined });
}

/** Takes over dependencies and policies where the properties stay as they are. */
export function carryOverAttributes(
  operation: StackOperation,
  target: Target,
  current: ResourceRecord,
): void {
  operation.deps.store.saveResource({ ...current, ...attributesOf(target), before: snapshot(current) });
}

/** Puts a changed resource back to what it was before the operation, with the tags of the operation. */
export async function restoreResource(
  operation: StackOperation,
  record: ResourceRecord,
  options: { readonly tagsChanged: boolean },
): Promise<void> {
  const { before } = record;
  if (before === undefined) return;
  const back = { ...record, ...before, shownProperties: undefined, before: undefined };
  const provider = providerOf(operation, record.type);
  const isTagged = options.tagsChanged && provider.untagged !== true;
  if (sameProperties(record, before) && !isTagged) {
    if (record.status.endsWith("_COMPLETE")) operation.deps.store.saveResource(back);
    else takeAsRestored(operation, record);
    return;
  }
  operation.journal.resource({ ...record, status: "UPDATE_IN_PROGRESS", reason: undefined });
  let opened = nothingOpened({});
  try {
    const left = openSecretsIfThere(operation, record);
    opened = bothOpened(openSecrets(operation, { ...record, properties: before.properties }), left);
    const failed = await providerInput(operation, { ...record, properties: left.properties });
    const former = await providerInput(operation, { ...record, properties: opened.properties });
    const { physicalId } = record;
    const change = { kind: "update", physicalId, before: failed, after: former } as const;
    assertMayChange(operation, provider, { record, change });
    const context = contextOf(operation, record, opened.shown);
    const made = opened.shown(await provider.update(context, physicalId, failed, former));
    if (provider.replacesItself === true && made.physicalId !== physicalId) {
      // What the failed update left goes with all that it made.
      const left = { ...record, generation: record.generation + 1, before: undefined };
      operation.deps.store.saveResource({ ...left, isNewInThisOperation: true });
    }
    operation.journal.resource({ ...provisioned(back, made), status: "UPDATE_COMPLETE", reason: undefined });
  } catch (error) {
    throw fail(operation, { ...record, status: "UPDATE_FAILED" }, opened.told(error));
  }
}

/** Counts a resource as put back without touching it. */
export function takeAsRestored(operation: StackOperation, record: ResourceRecord): void {
  operation.journal.resource({
    ...record,
    ...record.before,
    before: undefined,
    status: "UPDATE_COMPLETE",
    reason: undefined,
  });
}

/** Deletes a resource; `retain` leaves the physical one alone. */
export async function deleteResource(
  operation: StackOperation,
  record: ResourceRecord,
  retain: boolean,
): Promise<void> {
  if (retain && record.physicalId !== "") {
    operation.journal.resourceGone({ ...record, status: "DELETE_SKIPPED", reason: undefined });
    return;
  }
  const deleting = operation.journal.resource({ ...record, status: "DELETE_IN_PROGRESS", reason: undefined });
  try {
    await deletePhysical(operation, record);
    operation.journal.resourceGone({ ...deleting, status: "DELETE_COMPLETE" });
  } catch (error) {
    throw fail(operation, { ...deleting, status: "DELETE_FAILED" }, error);
  }
}

/** A record without physical id stands for a resource that was never made. */
async function deletePhysical(operation: StackOperation, record: ResourceRecord): Promise<void> {
  if (record.physicalId === "") return;
  const opened = openSecretsIfThere(operation, record);
  try {
    const properties = await providerInput(operation, { ...record, properties: opened.properties });
    const provider = providerOf(operation, record.type);
    const { physicalId } = record;
    assertMayChange(operation, provider, { record, change: { kind: "delete", physicalId, properties } });
    await provider.delete(contextOf(operation, record), physicalId, properties);
  } catch (error) {
    throw opened.told(error);
  }
}

/** A cloud that stops has not failed: the operation is recovered at the next start. */
function fail(operation: StackOperation, record: ResourceRecord, error: unknown): StepFailed | Interrupted {
  if (error instanceof Interrupted) return error;
  const reason = handlerReason(error, operation.deps.randomness);
  operation.journal.resource({ ...record, reason });
  return new StepFailed(record, reason);
}

function blankRecord(
  operation: StackOperation,
  target: Target,
  replaced: ResourceRecord | undefined,
): ResourceRecord {
  return {
    stackId: operation.stackId,
    logicalId: target.definition.logicalId,
    generation: (replaced?.generation ?? 0) + 1,
    type: target.definition.type,
    physicalId: "",
    ref: "",
    attributes: {},
    properties: {},
    ...attributesOf(target),
    status: "CREATE_IN_PROGRESS",
    reason: undefined,
    updatedAt: operation.deps.clock.now(),
    nameSuffix: nameSuffix(operation.deps.randomness),
    isNewInThisOperation: true,
    obsolete: undefined,
    before: undefined,
  };
}

function attributesOf({ definition, dependencies }: Target) {
  const settings: ResourceSettings = {
    deletionPolicy: definition.deletionPolicy,
    updateReplacePolicy: definition.updateReplacePolicy,
    metadata: definition.metadata ?? null,
    updatePolicy: definition.updatePolicy,
  };
  return { dependencies, definition: settings };
}

/** What a rollback restores; after several updates in a row what was there before the first. */
export function snapshot(record: ResourceRecord): ResourceSnapshot {
  const { properties, ref, attributes, dependencies, definition } = record;
  return record.before ?? { properties, ref, attributes, dependencies, definition };
}

function sameProperties(record: ResourceRecord, before: ResourceSnapshot): boolean {
  return JSON.stringify(record.properties) === JSON.stringify(before.properties);
}

/** Properties that are to be applied, held against the schema of their type. */
async function checkedInput(
  operation: StackOperation,
  provider: ResourceProvider,
  { type, logicalId, properties }: Pick<ResourceRecord, "type" | "logicalId" | "properties">,
): Promise<Properties> {
  const schema = await operation.deps.schemas(type);
  const input = schema === undefined ? properties : checkedProperties(schema, logicalId, properties);
  assertRequired(provider, input);
  return input;
}

/** Properties that were applied before, in the same form: they are taken as they are. */
async function providerInput(
  operation: StackOperation,
  { type, properties }: Pick<ResourceRecord, "type" | "properties">,
): Promise<Properties> {
  const schema = await operation.deps.schemas(type);
  return schema === undefined ? properties : coerceProperties(schema, properties);
}
