import type { Scope } from "../../core/arns.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { parameterValue } from "../template/parameter-values.ts";
import { readParameters } from "../template/parameters.ts";
import { section } from "../template/sections.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { draftApi, expandApi, implicitApi } from "./api.ts";
import { API_TYPE, type Draft, FUNCTION_TYPE, IMPLICIT_API, type ServerlessResource } from "./draft.ts";
import { ErrorCollector, InvalidServerless, notSupportedHere } from "./errors.ts";
import { apiIdOf } from "./events/api-event.ts";
import { expandFunction } from "./function.ts";
import { resolveGeneratedRefs } from "./generated-refs.ts";
import { GLOBAL_KINDS, readGlobals, withGlobals } from "./globals.ts";

export interface ServerlessOptions {
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, string>;
}

const PREFIX = "AWS::Serverless::";
/** Attributes of a serverless resource that survive; the real transform drops the others silently. */
const KEPT_ATTRIBUTES = new Set([
  "Condition",
  "DeletionPolicy",
  "DependsOn",
  "Metadata",
  "Properties",
  "Type",
  "UpdateReplacePolicy",
]);

/**
 * The transform AWS::Serverless-2016-10-31: serverless resources become plain ones, with the
 * logical ids, roles, permissions, deployments and stages of the real transform.
 * @see https://github.com/aws/serverless-application-model/blob/develop/versions/2016-10-31.md
 */
export function expandServerless(raw: ValueMap, options: ServerlessOptions): ValueMap {
  const template = structuredClone(raw);
  const errors = new ErrorCollector();
  const draft: Draft = {
    resources: new Map(),
    conditions: new Map(Object.entries(section(template, "Conditions"))),
    apis: new Map(),
    parameters: knownValues(template, options),
    aliases: new Map(),
  };
  let resources: ServerlessResource[] = [];
  errors.attempt(() => {
    resources = takeUp(template, draft);
  });
  errors.throwIfAny();
  const functions = resources.filter(({ body }) => body["Type"] === FUNCTION_TYPE);
  for (const resource of resources) errors.attempt(() => takeUpApi(resource, draft));
  errors.attempt(() => takeUpImplicitApi(template, functions, draft));
  for (const resource of functions) errors.attempt(() => expandFunction(resource, draft));
  for (const api of draft.apis.values()) errors.attempt(() => expandApi(api, draft));
  errors.throwIfAny();
  return assemble(template, draft);
}

/** Parameters, and the pseudo parameters that are known before the stack exists. */
function knownValues(template: ValueMap, { scope, parameters }: ServerlessOptions): Map<string, Value> {
  const values = new Map<string, Value>([
    ["AWS::Partition", "aws"],
    ["AWS::Region", scope.region],
  ]);
  for (const definition of readParameters(section(template, "Parameters")).values()) {
    const text = parameters.get(definition.name) ?? definition.defaultValue;
    if (text !== undefined) values.set(definition.name, parameterValue(definition, text));
  }
  return values;
}

/** Splits the resources: plain ones go through, serverless ones are checked and get their globals. */
function takeUp(template: ValueMap, draft: Draft): ServerlessResource[] {
  const globals = readGlobals(template);
  const resources = member(template, "Resources");
  if (!isValueMap(resources) || Object.keys(resources).length === 0) {
    throw new InvalidServerless("'Resources' section is required");
  }
  const found: ServerlessResource[] = [];
  for (const [logicalId, body] of Object.entries(resources)) {
    draft.resources.set(logicalId, body);
    if (!isValueMap(body) || typeof body["Type"] !== "string" || !body["Type"].startsWith(PREFIX)) continue;
    const kind = GLOBAL_KINDS.get(body["Type"]);
    if (kind === undefined) throw notSupportedHere(logicalId, `The resource type ${body["Type"]}`);
    const properties = isValueMap(body["Properties"]) ? body["Properties"] : {};
    const kept = Object.entries(body).filter(([name]) => KEPT_ATTRIBUTES.has(name));
    found.push({
      logicalId,
      body: valueMap(kept),
      properties: withGlobals(kind, globals, withoutNulls(properties)),
    });
  }
  return found;
}

/** A property that is written but empty counts as not written. */
function withoutNulls(properties: ValueMap): ValueMap {
  return valueMap(Object.entries(properties).filter(([, value]) => value !== null));
}

function takeUpApi(resource: ServerlessResource, draft: Draft): void {
  if (resource.body["Type"] === API_TYPE) draft.apis.set(resource.logicalId, draftApi(resource));
}

function takeUpImplicitApi(template: ValueMap, functions: readonly ServerlessResource[], draft: Draft): void {
  const needed = functions.some(({ properties }) =>
    Object.values(isValueMap(properties["Events"]) ? properties["Events"] : {}).some((event) => {
      if (!isValueMap(event) || event["Type"] !== "Api") return false;
      return apiIdOf(isValueMap(event["Properties"]) ? event["Properties"] : {}) === IMPLICIT_API;
    }),
  );
  if (!needed || draft.apis.has(IMPLICIT_API)) return;
  const globals = readGlobals(template);
  draft.apis.set(
    IMPLICIT_API,
    draftApi(implicitApi((properties) => withGlobals("Api", globals, properties))),
  );
}

function assemble(template: ValueMap, draft: Draft): ValueMap {
  const { Transform: _transform, Globals: _globals, ...rest } = template;
  const conditions = draft.conditions.size === 0 ? {} : { Conditions: valueMap(draft.conditions) };
  const expanded = { ...rest, ...conditions, Resources: valueMap(draft.resources) };
  const resolved = resolveGeneratedRefs(expanded, draft.aliases);
  return isValueMap(resolved) ? resolved : expanded;
}
