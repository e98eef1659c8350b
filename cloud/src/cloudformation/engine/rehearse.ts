import { AwsError } from "../../core/errors.ts";
import type {
  Properties,
  ResourceContext,
  ResourceProvider,
  Value,
} from "../../core/ports/resource-provider.ts";
import { type Evaluation, NO_VALUE } from "../intrinsics/shared/function.ts";
import { checkedProperties } from "../schemas/properties.ts";
import { type ResourceSchema, readSchemas, type SchemaMap } from "../schemas/schema.ts";
import type { ResourceDefinition } from "../template/model.ts";
import type { ParameterStrings } from "../template/parameter-values.ts";
import { readTemplate } from "../template/sections.ts";
import { secretNames } from "../template/stored-parameter.ts";
import type { ValueMap } from "../template/value.ts";
import { type AbsentRoles, createAbsentRoles } from "./absent-roles.ts";
import {
  createEvaluation,
  isUnknown,
  type ResourceView,
  resolveOutputText,
  resolveProperties,
} from "./evaluation.ts";
import { createProgram, type Program } from "./program.ts";
import { type EngineDeps, nameSuffix, physicalName } from "./stack-operation.ts";
import { assertAttributes, assertRequired, isCustomType } from "./support.ts";

export interface RehearsalRequest {
  readonly stackName: string;
  /** Transforms are expanded already. */
  readonly template: ValueMap;
  readonly parameters: ParameterStrings;
  /** Logical ids that are known not to be supported: they, and what needs them, are not tried. */
  readonly without: ReadonlySet<string>;
  /** Properties to try in the place of those given, which are held against their schema all the same. */
  readonly standIn: (resource: ResourceDefinition, properties: Properties) => Properties;
  /** What references see of a resource that is not made, though it is supported: its code is nowhere yet. */
  readonly pretended: (resource: ResourceDefinition) => ResourceView | undefined;
  /** Values of exports by name; those of this stack are added. */
  readonly exports: Map<string, string>;
}

/** A refusal, of one resource or of the whole template. */
export interface RehearsalFailure {
  readonly logicalId: string | undefined;
  readonly reason: string;
  /** Refused because it is not supported here: AWS may take it. */
  readonly unsupported: boolean;
  /** Refused by what makes it, to which its stand-in was given; else by its schema or the template. */
  readonly isTried: boolean;
}

export interface Rehearsal {
  readonly failures: readonly RehearsalFailure[];
  /** Names of exports that no stack has; what needs them was not tried. */
  readonly missingExports: readonly string[];
  /** Names of stored parameters that no stack has made; what needs them was not tried. */
  readonly missingStored: readonly string[];
  /** Names of secrets that references read; what needs them was not tried. */
  readonly secrets: readonly string[];
  /** ARNs of functions that custom resources call and that no stack has made. */
  readonly missingFunctions: readonly string[];
  /** Names of roles that functions have and that no stack has made; another role was tried in their place. */
  readonly missingRoles: readonly string[];
}

export const NOTHING_TRIED: Rehearsal = {
  failures: [],
  missingExports: [],
  missingStored: [],
  secrets: [],
  missingFunctions: [],
  missingRoles: [],
};

/**
 * Makes every resource of a template once, to learn of all refusals at one go: one that is refused does
 * not keep the others from being tried. For clouds that are thrown away afterwards: nothing is undone.
 */
export async function rehearse(deps: EngineDeps, request: RehearsalRequest): Promise<Rehearsal> {
  const missingStored = new Set<string>();
  try {
    const program = programOf(deps, request, missingStored);
    const types = [...program.template.resources.values()].map(({ type }) => type);
    const schemas = await readSchemas(deps.schemas, types);
    assertAttributes(program.template, schemas);
    const tried = await tryAll(deps, request, { program, schemas });
    return { ...tried, missingStored: [...missingStored] };
  } catch (error) {
    return { ...NOTHING_TRIED, failures: [failureOf(undefined, error)] };
  }
}

function programOf(
  deps: EngineDeps,
  { template, parameters, stackName }: RehearsalRequest,
  missingStored: Set<string>,
): Program {
  const stack = { name: stackName, id: stackIdOf(deps, stackName) };
  return createProgram({
    template: readTemplate(template),
    parameters,
    scope: deps.scope,
    stack,
    readStored: (name, version) => {
      const found = deps.parameterReader.find(name, version);
      if (found === undefined) missingStored.add(name);
      return found ?? "unknown";
    },
  });
}

interface Known {
  readonly program: Program;
  readonly schemas: SchemaMap;
}

async function tryAll(deps: EngineDeps, request: RehearsalRequest, known: Known): Promise<Rehearsal> {
  const { program } = known;
  const views = new Map<string, ResourceView>();
  const failures: RehearsalFailure[] = [];
  const missingExports = new Set<string>();
  const secrets = new Set<string>();
  const roles = createAbsentRoles(deps);
  let misses = 0;
  const evaluation = createEvaluation({
    program,
    resource: (logicalId) => views.get(logicalId),
    exportValue: (name) => {
      const value = request.exports.get(name) ?? deps.store.exportByName(name)?.value;
      if (value === undefined) {
        missingExports.add(name);
        misses += 1;
      }
      return value;
    },
  });
  for (const resource of program.resources) {
    const { logicalId, type } = resource;
    const needs = program.dependencies.get(logicalId) ?? [];
    const isKnown = needs.every((name) => views.has(name));
    const provider = deps.providers().get(type);
    if (!isKnown || request.without.has(logicalId) || isFetched(type) || provider === undefined) continue;
    const missedBefore = misses;
    const progress = { isTried: false };
    try {
      const properties = resolveProperties(resource.properties, evaluation);
      const named = secretNames(JSON.stringify(properties));
      for (const name of named) secrets.add(name);
      if (isUnknown(properties) || named.length > 0) continue;
      const schema = known.schemas.get(type);
      views.set(
        logicalId,
        await make(deps, request, { resource, properties, schema, provider, progress, roles }),
      );
    } catch (error) {
      if (misses === missedBefore) failures.push({ ...failureOf(logicalId, error), ...progress });
    }
  }
  for (const { value, exportName, name } of program.outputs) {
    if (exportName === undefined) continue;
    try {
      request.exports.set(
        resolveOutputText(exportName, evaluation, name),
        resolveOutputText(value, evaluation, name),
      );
    } catch {
      // It names something that was not made: that has been told.
    }
  }
  secrets.delete("arn");
  const custom = foreseeCustom(deps, request, { program, evaluation });
  failures.push(...custom.failures);
  const { missingFunctions } = custom;
  return {
    ...NOTHING_TRIED,
    failures,
    missingExports: [...missingExports],
    secrets: [...secrets],
    missingFunctions,
    missingRoles: [...roles.names],
  };
}

/**
 * Of custom resources, whose functions nobody runs, what their service tokens tell once everything else is
 * made: a token that is known by then.
 */
function foreseeCustom(
  deps: EngineDeps,
  request: RehearsalRequest,
  { program, evaluation }: { readonly program: Program; readonly evaluation: Evaluation },
): Pick<Rehearsal, "failures" | "missingFunctions"> {
  const failures: RehearsalFailure[] = [];
  const missingFunctions = new Set<string>();
  for (const { logicalId, type, properties } of program.resources) {
    const provider = deps.providers().get(type);
    if (!isCustomType(type) || provider === undefined || request.without.has(logicalId)) continue;
    const token = knownValue(properties["ServiceToken"], evaluation);
    try {
      assertRequired(provider, properties);
      if (token === undefined) continue;
      provider.foresee?.(contextOf(deps, request, logicalId), { ServiceToken: token });
    } catch (error) {
      const isMissing = error instanceof AwsError && error.code === "ResourceNotFoundException";
      if (isMissing) missingFunctions.add(String(token));
      else failures.push(failureOf(logicalId, error));
    }
  }
  return { failures, missingFunctions: [...missingFunctions] };
}

/** Undefined where it names what was not made: that has been told, or nobody knows it. */
function knownValue(value: Value | undefined, evaluation: Evaluation): Value | undefined {
  if (value === undefined) return undefined;
  try {
    const resolved = evaluation.resolve(value);
    return resolved === NO_VALUE || isUnknown(resolved) ? undefined : resolved;
  } catch {
    return undefined;
  }
}

/** What calls functions or other templates when it is made. */
function isFetched(type: string): boolean {
  return type.startsWith("Custom::") || type.startsWith("AWS::CloudFormation::");
}

async function make(
  deps: EngineDeps,
  request: RehearsalRequest,
  {
    resource,
    properties,
    schema,
    provider,
    progress,
    roles,
  }: {
    readonly resource: ResourceDefinition;
    readonly properties: Properties;
    readonly schema: ResourceSchema | undefined;
    readonly provider: ResourceProvider;
    readonly progress: { isTried: boolean };
    readonly roles: AbsentRoles;
  },
): Promise<ResourceView> {
  const { logicalId, type } = resource;
  const input = schema === undefined ? properties : checkedProperties(schema, logicalId, properties);
  assertRequired(provider, input);
  const pretended = request.pretended(resource);
  if (pretended !== undefined) return pretended;
  progress.isTried = true;
  const context = contextOf(deps, request, logicalId);
  const tried = request.standIn(resource, input);
  const { physicalId, ref, attributes } = await provider.create(
    context,
    type === "AWS::Lambda::Function" ? await roles.withRole(tried, context) : tried,
  );
  return { type, ref: ref ?? physicalId, attributes };
}

function contextOf(deps: EngineDeps, { stackName }: RehearsalRequest, logicalId: string): ResourceContext {
  const suffix = nameSuffix(deps.randomness);
  return {
    scope: deps.scope,
    caller: deps.administrator,
    stackName,
    stackId: stackIdOf(deps, stackName),
    logicalId,
    generateName: (options) => physicalName({ stackName, logicalId, suffix }, options),
    commit: (write) => deps.store.transaction(write),
    tags: {},
  };
}

function stackIdOf({ scope }: EngineDeps, stackName: string): string {
  return `arn:aws:cloudformation:${scope.region}:${scope.accountId}:stack/${stackName}/00000000-0000-4000-a000-000000000000`;
}

function failureOf(logicalId: string | undefined, error: unknown): RehearsalFailure {
  const reason = error instanceof Error ? error.message : String(error);
  const unsupported = error instanceof AwsError && isUnsupported(error);
  return { logicalId, reason, unsupported, isTried: false };
}

/** Whether AWS may take what was refused here. */
export function isUnsupported({ code, message }: AwsError): boolean {
  return code === "UnsupportedOperationException" || /not supported by Portcullis/i.test(message);
}
