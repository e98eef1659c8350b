import { earlyProgram } from "../../../cloudformation/engine/early-program.ts";
import { type ConditionValue, withTakenBranches } from "../../../cloudformation/intrinsics/taken-branches.ts";
import { RESOURCE_PROPERTIES } from "../../../cloudformation/sam/generated/resource-properties.ts";
import { expandServerless, type ServerlessOptions } from "../../../cloudformation/sam/transform.ts";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { authorizerPart, partsOfBody, partsOfMethod } from "./api-parts.ts";

export interface UnsupportedOptions extends Omit<ServerlessOptions, "isOff"> {
  readonly stackName: string;
  /** Whether stacks may have resources of this type. */
  supports(type: string): boolean;
  /** What keeps functions of a runtime from running here; undefined when nothing does. */
  runtimeProblem(runtime: string): string | undefined;
}

const SERVERLESS = "AWS::Serverless::";
const API_TYPES: ReadonlySet<Value | undefined> = new Set([`${SERVERLESS}Api`, `${SERVERLESS}HttpApi`]);
/** Stands for code that is not built yet. */
const BUILT: ValueMap = { Bucket: "bucket", Key: "key" };

/**
 * Everything of a template that is known to be unsupported, each with the logical id it is under, so
 * that a person reads all of it before anything is built. What a condition leaves out does not count.
 * What only the deployment can know is left to it, conditions that nothing decides yet among them.
 */
export function unsupportedParts(template: ValueMap, options: UnsupportedOptions): string[] {
  const resources = asMap(template["Resources"]);
  const condition = conditionsOf(template, options);
  const parts: string[] = [];
  const kept: ValueMap = {};
  for (const [id, resource] of Object.entries(resources)) {
    if (!isValueMap(resource)) return [];
    const found = givenParts(withConditions(resource, condition));
    parts.push(...found.map((part) => `${id}: ${part}`));
    if (found.length === 0) kept[id] = withBuiltCode(resource);
  }
  const isOff = (name: string) => condition(name) === false;
  const expanded = expand({ ...template, Resources: kept }, { ...options, isOff });
  const decided = conditionsOf(expanded, options);
  for (const [id, resource] of Object.entries(asMap(expanded["Resources"]))) {
    if (!isValueMap(resource)) continue;
    const found = resourceParts(withConditions(resource, decided), options);
    parts.push(...found.map((part) => `${id}: ${part}`));
  }
  return parts;
}

/** Nothing is known of conditions while a parameter has no value or a condition is wrong: the deployment says why. */
function conditionsOf(template: ValueMap, options: UnsupportedOptions): ConditionValue {
  try {
    const stack = { name: options.stackName, id: options.stackName };
    const { condition, template: read } = earlyProgram(template, { ...options, stack });
    return (name) => (read.conditions.has(name) ? condition(name) : undefined);
  } catch (error) {
    if (error instanceof AwsError) return () => undefined;
    throw error;
  }
}

/** The resource as it will be; nothing when its condition is false, or not known. */
function withConditions(resource: ValueMap, condition: ConditionValue): ValueMap {
  const name = resource["Condition"];
  if (name !== undefined && (typeof name !== "string" || condition(name) !== true)) return {};
  return asMap(withTakenBranches(resource, condition));
}

/** What can be told before the expansion, which would refuse it. */
function givenParts(resource: ValueMap): string[] {
  const type = String(resource["Type"]);
  if (type.startsWith(SERVERLESS) && !Object.hasOwn(RESOURCE_PROPERTIES, type)) return [`the type ${type}`];
  const properties = asMap(resource["Properties"]);
  if (type === `${SERVERLESS}Application` && isValueMap(properties["Location"])) {
    return ["an application of the serverless application repository"];
  }
  const content =
    type === `${SERVERLESS}LayerVersion`
      ? properties["ContentUri"]
      : type === "AWS::Lambda::LayerVersion"
        ? properties["Content"]
        : undefined;
  if (typeof content !== "string" || content.startsWith("s3://")) return [];
  return [`a layer with local content (${content})`];
}

function withBuiltCode(resource: ValueMap): ValueMap {
  if (API_TYPES.has(resource["Type"])) return withBuiltDefinition(resource);
  if (resource["Type"] !== `${SERVERLESS}Function`) return resource;
  const properties = asMap(resource["Properties"]);
  if (properties["InlineCode"] !== undefined || properties["PackageType"] === "Image") return resource;
  return { ...resource, Properties: { ...properties, CodeUri: BUILT } };
}

function withBuiltDefinition(resource: ValueMap): ValueMap {
  const properties = asMap(resource["Properties"]);
  if (typeof properties["DefinitionUri"] !== "string") return resource;
  return { ...resource, Properties: { ...properties, DefinitionUri: BUILT } };
}

/** The template as it is when the expansion refuses it: the deployment says why. */
function expand(template: ValueMap, options: ServerlessOptions): ValueMap {
  if (template["Transform"] === undefined) return template;
  try {
    return expandServerless(template, options);
  } catch (error) {
    if (error instanceof AwsError) return template;
    throw error;
  }
}

function resourceParts({ Type: type, Properties }: ValueMap, options: UnsupportedOptions): string[] {
  if (typeof type !== "string") return [];
  const properties = asMap(Properties);
  if (type.startsWith(SERVERLESS)) return functionParts(properties, options);
  if (!options.supports(type)) return [`the type ${type}`];
  switch (type) {
    case "AWS::Lambda::Function":
      return functionParts(properties, options);
    case "AWS::ApiGateway::RestApi":
      return partsOfBody(asMap(properties["Body"]));
    case "AWS::ApiGateway::Method":
      return partsOfMethod(properties);
    case "AWS::ApiGateway::Authorizer":
      return authorizerPart(String(properties["Name"]), properties["Type"]);
    default:
      return [];
  }
}

function functionParts(
  { Runtime: given }: ValueMap,
  { parameters, runtimeProblem }: UnsupportedOptions,
): string[] {
  const name = isValueMap(given) ? given["Ref"] : undefined;
  const runtime = typeof name === "string" ? parameters.get(name) : given;
  const problem = typeof runtime === "string" ? runtimeProblem(runtime) : undefined;
  return problem === undefined ? [] : [problem];
}

function asMap(value: Value | undefined): ValueMap {
  return isValueMap(value) ? value : {};
}
