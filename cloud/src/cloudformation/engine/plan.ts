import { AwsError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { type Evaluation, NO_VALUE, type Resolved } from "../intrinsics/shared/function.ts";
import { referencesOf } from "../intrinsics/walk.ts";
import { validationError } from "../shared/errors.ts";
import type { ResourceDefinition } from "../template/model.ts";
import { unknownValue } from "../template/stored-parameter.ts";
import { canonicalJson, sameValue, type ValueMap, valueMap } from "../template/value.ts";
import { createEvaluation, isUnknown, type ResourceView, withStored } from "./evaluation.ts";
import type { Program } from "./program.ts";
import type { ResourceRecord } from "./records.ts";
import type { ProviderMap } from "./support.ts";

export interface PropertyChange {
  readonly name: string;
  readonly recreates: "Always" | "Never";
  /** The new value depends on something that is not known before it is made. */
  readonly dynamic: boolean;
  /** `A.Arn` or `P` when the value comes from one reference. */
  readonly causingEntity: string | undefined;
  readonly source: "DirectModification" | "ParameterReference" | "ResourceReference" | "ResourceAttribute";
}

export interface PlannedChange {
  readonly action: "Add" | "Modify" | "Remove";
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string | undefined;
  readonly replacement: "True" | "False" | "Conditional" | undefined;
  readonly properties: readonly PropertyChange[];
  /** What else of the resource changes. */
  readonly attributes: readonly AttributeChange[];
  /** The old physical resource stays, by its DeletionPolicy or UpdateReplacePolicy. */
  readonly retained: boolean;
}

export type AttributeChange = "DeletionPolicy" | "Metadata" | "Tags" | "UpdateReplacePolicy";

export interface PlanOptions {
  readonly program: Program;
  readonly live: ReadonlyMap<string, ResourceRecord>;
  readonly providers: ProviderMap;
  readonly exportValue: (name: string) => string | undefined;
  readonly tagsChanged: boolean;
}

/** What an operation would do, in template order, removals last. */
export function planChanges(options: PlanOptions): PlannedChange[] {
  const { program, live } = options;
  assertTypesKept(program, live);
  const views = new Map<string, ResourceView>();
  const evaluation = createEvaluation({
    program,
    resource: (logicalId) => views.get(logicalId),
    exportValue: options.exportValue,
  });
  const changes: PlannedChange[] = [];
  for (const definition of program.resources) {
    const record = live.get(definition.logicalId);
    const properties = record === undefined ? {} : foreseeable(definition, evaluation);
    const change = changeOf(definition, { record, properties, options });
    const remade = record === undefined || (change !== undefined && change.replacement !== "False");
    views.set(definition.logicalId, remade ? unknownView(definition) : record);
    if (change !== undefined) changes.push(change);
  }
  const kept = new Set(program.resources.map(({ logicalId }) => logicalId));
  for (const record of live.values()) if (!kept.has(record.logicalId)) changes.push(removal(record));
  return changes;
}

/** Properties as far as they are known; a function that cannot work on an unknown value is unknown. */
function foreseeable({ properties }: ResourceDefinition, evaluation: Evaluation): ValueMap {
  const resolve = (name: string, value: Value): Resolved => {
    try {
      const resolved = evaluation.resolve(value);
      return resolved === NO_VALUE ? resolved : withStored(resolved, evaluation);
    } catch (error) {
      if (error instanceof AwsError) return unknownValue(name);
      throw error;
    }
  };
  const resolved = Object.entries(properties).map(([name, value]) => [name, resolve(name, value)] as const);
  return valueMap(resolved.filter((entry): entry is [string, Value] => entry[1] !== NO_VALUE));
}

function unknownView({ type, logicalId }: ResourceDefinition): ResourceView {
  return { type, ref: unknownValue(logicalId), attributes: {}, unknown: true };
}

function assertTypesKept(program: Program, live: PlanOptions["live"]): void {
  const changed = program.resources
    .filter(({ logicalId, type }) => (live.get(logicalId)?.type ?? type) !== type)
    .map(({ logicalId }) => logicalId);
  if (changed.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(", ")}]`,
    );
  }
}

interface Compared {
  readonly record: ResourceRecord | undefined;
  readonly properties: ValueMap;
  readonly options: PlanOptions;
}

function changeOf(definition: ResourceDefinition, compared: Compared): PlannedChange | undefined {
  const { record, properties, options } = compared;
  const { logicalId, type } = definition;
  if (record === undefined) {
    const unchanged = { physicalId: undefined, replacement: undefined, properties: [], attributes: [] };
    return { action: "Add", logicalId, type, retained: false, ...unchanged };
  }
  const provider = options.providers.get(type);
  const replaceOn = provider?.replaceOn ?? [];
  const names = changedProperties(record.properties, properties);
  const attributes = [
    ...changedSettings(definition, record),
    ...(options.tagsChanged && provider?.untagged !== true ? (["Tags"] as const) : []),
  ];
  if (names.length === 0 && attributes.length === 0) return undefined;
  const changes = names.map((name) => propertyChange(name, definition, { properties, replaceOn, options }));
  const recreating = changes.filter(({ recreates }) => recreates === "Always");
  const certain = recreating.some(({ dynamic }) => !dynamic);
  return {
    action: "Modify",
    logicalId,
    type,
    physicalId: record.physicalId,
    replacement: certain ? "True" : recreating.length > 0 ? "Conditional" : "False",
    properties: changes,
    attributes,
    retained: recreating.length > 0 && definition.updateReplacePolicy !== "Delete",
  };
}

/** Names of top-level properties that differ. */
export function changedProperties(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !sameValue(before[name], after[name])).sort();
}

/** Policies and metadata count as a change of the resource, as on AWS. */
export function settingsChanged(definition: ResourceDefinition, record: ResourceRecord): boolean {
  return changedSettings(definition, record).length > 0;
}

function changedSettings(definition: ResourceDefinition, record: ResourceRecord): AttributeChange[] {
  const { deletionPolicy, updateReplacePolicy, metadata } = record.definition;
  const changed: readonly (readonly [AttributeChange, boolean])[] = [
    ["DeletionPolicy", definition.deletionPolicy !== deletionPolicy],
    ["Metadata", canonicalJson(definition.metadata ?? null) !== canonicalJson(metadata)],
    ["UpdateReplacePolicy", definition.updateReplacePolicy !== updateReplacePolicy],
  ];
  return changed.flatMap(([name, isChanged]) => (isChanged ? [name] : []));
}

interface PropertyContext {
  readonly properties: ValueMap;
  readonly replaceOn: readonly string[];
  readonly options: PlanOptions;
}

function propertyChange(
  name: string,
  definition: ResourceDefinition,
  context: PropertyContext,
): PropertyChange {
  const written = definition.properties[name] ?? "";
  const references = referencesOf(written, { conditionValue: context.options.program.condition });
  const parameters = context.options.program.template.parameters;
  const dynamic = isUnknown(context.properties[name]);
  const [attribute] = references.attributes;
  const resource = [...references.refs].find((ref) => context.options.program.dependencies.has(ref));
  const parameter = [...references.refs].find((ref) => parameters.has(ref));
  const base = {
    name,
    recreates: context.replaceOn.includes(name) ? "Always" : "Never",
    dynamic,
  } as const;
  if (dynamic && attribute !== undefined) {
    const causingEntity = `${attribute[0]}.${[...attribute[1]][0]}`;
    return { ...base, causingEntity, source: "ResourceAttribute" };
  }
  if (dynamic) return { ...base, causingEntity: resource, source: "ResourceReference" };
  if (parameter !== undefined) return { ...base, causingEntity: parameter, source: "ParameterReference" };
  return { ...base, causingEntity: undefined, source: "DirectModification" };
}

function removal(record: ResourceRecord): PlannedChange {
  const { logicalId, type, physicalId, definition } = record;
  const retained = definition.deletionPolicy !== "Delete";
  const unchanged = { replacement: undefined, properties: [], attributes: [] };
  return { action: "Remove", logicalId, type, physicalId, retained, ...unchanged };
}
