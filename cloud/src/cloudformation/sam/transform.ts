import type { Scope } from "../../core/arns.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { deploymentDigest, PYTHON_ORDER } from "../deployment-id/deployment-id.ts";
import { WRITTEN_ORDER } from "../edits/transform-order.ts";
import { cloneTemplate } from "../template/floats.ts";
import { parameterValue } from "../template/parameter-values.ts";
import { readParameters } from "../template/parameters.ts";
import { section } from "../template/sections.ts";
import type { ReadStored } from "../template/stored-parameter.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { API_KINDS, startApi } from "./apis/apis.ts";
import { expandApi } from "./apis/rest-api.ts";
import { prepareRoutes } from "./apis/routes.ts";
import { checkApplication, expandApplication } from "./application.ts";
import { CHECKED_ONLY } from "./checked-only/checked-only.ts";
import { addDeploymentGroups } from "./deployment-groups.ts";
import { ErrorCollector } from "./expansion/errors.ts";
import {
  API_TYPE,
  APPLICATION_TYPE,
  apisOf,
  type ExpandedApi,
  type ExpansionContext,
  functionsOf,
  HTTP_API_TYPE,
  LAYER_TYPE,
  type ServerlessResource,
  TABLE_TYPE,
} from "./expansion/expansion-context.ts";
import { actsAsPython2 } from "./expansion/python-version.ts";
import { expandFunction } from "./function.ts";
import { resolveGeneratedRefs } from "./generated-refs.ts";
import { expandHttpApi } from "./http/http-api.ts";
import { expandLayerVersion } from "./layer-version.ts";
import { readGlobals } from "./sections/globals.ts";
import {
  assertResource,
  assertSupported,
  type Collected,
  checkDocument,
  collectServerlessResources,
} from "./sections/serverless-resources.ts";
import { expandSimpleTable } from "./simple-table.ts";

export interface ServerlessOptions {
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether a condition is known to be false; none is when this is left out. */
  readonly isOff?: (condition: string) => boolean;
  /** Left out where no store is asked: names stand for values then. */
  readonly readStored?: ReadStored;
}

const OTHERS: ReadonlyMap<
  Value | undefined,
  (resource: ServerlessResource, context: ExpansionContext) => void
> = new Map([
  [APPLICATION_TYPE, expandApplication],
  [LAYER_TYPE, expandLayerVersion],
  [TABLE_TYPE, expandSimpleTable],
]);

/**
 * The transform AWS::Serverless-2016-10-31: serverless resources become plain ones, with the
 * logical ids, roles, permissions, deployments and stages of the real transform.
 * @see https://github.com/aws/serverless-application-model/blob/develop/versions/2016-10-31.md
 */
export function expandServerless(raw: ValueMap, options: ServerlessOptions): ValueMap {
  const template = cloneTemplate(raw);
  const errors = new ErrorCollector();
  errors.attempt(() => checkDocument(template));
  errors.throwIfWrong();
  let globals: ValueMap = {};
  let collected: Collected = { serverless: new Map(), checkedOnly: [] };
  errors.attempt(() => {
    globals = readGlobals(template);
    collected = collectServerlessResources(template, {
      globals,
      errors,
      isOff: options.isOff,
      isChecked: (type) => CHECKED_ONLY.has(type),
    });
  });
  errors.throwIfWrong();
  const { serverless, checkedOnly } = collected;
  const context = newContext(template, serverless, options);
  for (const kind of API_KINDS) {
    prepareRoutes({ kind, globals, context }, errors);
    errors.throwIfWrong();
  }
  for (const resource of serverless.values()) errors.attempt(() => assertSupported(resource));
  for (const resource of functionsOf(context)) {
    errors.attempt(() => {
      assertResource(resource);
      expandFunction(resource, context);
    });
  }
  const [machines, others] = [checkedOnly.filter(isMachine), checkedOnly.filter((one) => !isMachine(one))];
  for (const resource of machines) errors.attempt(() => checkOnly(resource, context));
  for (const api of apisOf(context)) errors.attempt(() => expandAnyApi(api, context));
  for (const resource of others) errors.attempt(() => checkOnly(resource, context));
  for (const resource of serverless.values()) errors.attempt(() => expandOther(resource, context));
  addDeploymentGroups(context, errors);
  errors.throwIfAny();
  return assemble(template, context);
}

function newContext(
  template: ValueMap,
  serverless: ReadonlyMap<string, ServerlessResource>,
  options: ServerlessOptions,
): ExpansionContext {
  const given = section(template, "Resources");
  const apis = [...serverless.values()].filter(({ body }) =>
    API_KINDS.some(({ type }) => type === body["Type"]),
  );
  const isPython2 = actsAsPython2(template);
  return {
    given,
    serverless,
    resources: new Map(Object.entries(given)),
    conditions: new Map(Object.entries(section(template, "Conditions"))),
    apis: new Map(apis.map((resource) => [resource.logicalId, startApi(resource)])),
    parameters: knownValues(template, options),
    mappings: section(template, "Mappings"),
    preferences: new Map(),
    aliases: new Map(),
    renamed: new Map(),
    generatedFor: new Map(),
    recordSets: new Map(),
    textMark: isPython2 ? "u" : "",
    order: isPython2 ? PYTHON_ORDER : WRITTEN_ORDER,
    resourceSteps: [{ kind: "add", names: Object.keys(given) }],
    deploymentDigest,
    sharedPlan: {
      apiIds: [],
      apiStages: [],
      stageKeys: [],
      conditions: new Set(),
      always: false,
      policies: {},
    },
  };
}

/** Parameters, and the pseudo parameters that are known before the stack exists. */
function knownValues(
  template: ValueMap,
  { scope, parameters, readStored }: ServerlessOptions,
): Map<string, Value> {
  const values = new Map<string, Value>([
    ["AWS::Partition", "aws"],
    ["AWS::Region", scope.region],
  ]);
  for (const definition of readParameters(section(template, "Parameters")).values()) {
    const text = parameters.get(definition.name) ?? definition.defaultValue;
    const written = member(section(section(template, "Parameters"), definition.name), "Default");
    // A Default that is no text stays what it is: some properties ask for a boolean.
    if (typeof written === "boolean" && text === String(written)) values.set(definition.name, written);
    else if (text !== undefined) values.set(definition.name, parameterValue(definition, text, readStored));
  }
  return values;
}

function expandAnyApi(api: ExpandedApi, context: ExpansionContext): void {
  assertResource(api);
  if (api.body["Type"] === API_TYPE) expandApi(api, context);
  if (api.body["Type"] === HTTP_API_TYPE) expandHttpApi(api, context);
}

/** State machines bring routes along: the real transform looks at them before the APIs. */
function isMachine({ body }: ServerlessResource): boolean {
  return body["Type"] === "AWS::Serverless::StateMachine";
}

/** Tells what the real transform refuses of a resource whose type is not supported here. */
function checkOnly(resource: ServerlessResource, context: ExpansionContext): void {
  const checks = CHECKED_ONLY.get(String(resource.body["Type"]));
  assertResource(resource, checks?.rules);
  checks?.check(resource, context);
}

function expandOther(resource: ServerlessResource, context: ExpansionContext): void {
  const expand = OTHERS.get(resource.body["Type"]);
  if (expand === undefined) return;
  if (resource.body["Type"] === APPLICATION_TYPE) checkApplication(resource, context);
  assertResource(resource);
  expand(resource, context);
}

function assemble(template: ValueMap, context: ExpansionContext): ValueMap {
  const { Transform: _transform, Globals: _globals, ...rest } = template;
  const conditions = context.conditions.size === 0 ? {} : { Conditions: valueMap(context.conditions) };
  const hasConditions = isValueMap(member(template, "Conditions"));
  const expanded = {
    ...rest,
    ...(hasConditions ? { Conditions: {} } : {}),
    ...conditions,
    Resources: valueMap(context.resources),
  };
  const resolved = resolveGeneratedRefs(expanded, context);
  return isValueMap(resolved) ? resolved : expanded;
}
