import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../template/value.ts";
import { movesTraffic } from "./deployment-groups.ts";
import { readDeploymentPreference } from "./deployment-preference.ts";
import { addEventInvokeConfig } from "./event-invoke-config.ts";
import { expandEvents, readEvents } from "./events/events.ts";
import { invalidResource } from "./expansion/errors.ts";
import {
  addResource,
  defined,
  type ExpansionContext,
  functionTags,
  keptOn,
  propagateTags,
  type ServerlessResource,
} from "./expansion/expansion-context.ts";
import { resolveParameterRefs } from "./expansion/parameter-refs.ts";
import { isTruthy } from "./expansion/python.ts";
import { branchesOf, isIf, isNoValue, when } from "./expansion/values.ts";
import { checkFunction } from "./function-checks.ts";
import { functionCode } from "./function-code.ts";
import { addFunctionUrl } from "./function-url.ts";
import { executionRole, rolePolicies } from "./roles/role.ts";
import { codeHash, publishAlias } from "./version-alias.ts";

/** Properties that go to the function as they are. */
const COPIED = [
  "Architectures",
  "CodeSigningConfigArn",
  "Description",
  "DurableConfig",
  "Environment",
  "EphemeralStorage",
  "FileSystemConfigs",
  "FunctionName",
  "Handler",
  "ImageConfig",
  "KmsKeyArn",
  "Layers",
  "LoggingConfig",
  "MemorySize",
  "PackageType",
  "PublishToLatestPublished",
  "RecursiveLoop",
  "ReservedConcurrentExecutions",
  "Role",
  "Runtime",
  "RuntimeManagementConfig",
  "SnapStart",
  "TenancyConfig",
  "Timeout",
  "VpcConfig",
];
/** Types among what is made for a function that take its tags with PropagateTags. */
const TAGGED = new Set([
  "AWS::IAM::Role",
  "AWS::IoT::TopicRule",
  "AWS::Lambda::Function",
  "AWS::S3::Bucket",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
]);

/** AWS::Serverless::Function → function, role, version, alias and what its events make. */
export function expandFunction(resource: ServerlessResource, context: ExpansionContext): void {
  const { logicalId, body, properties } = resource;
  const events = readEvents(resource, context);
  checkFunction(resource, context.textMark);
  const written = lambdaProperties(resource, context);
  const alias = isTruthy(properties["AutoPublishAlias"])
    ? publishAlias(resource, context, written)
    : undefined;
  if (alias === undefined && isTruthy(properties["ProvisionedConcurrencyConfig"])) {
    throw invalidResource(
      logicalId,
      "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function",
    );
  }
  const reference: Value = { Ref: alias?.id ?? logicalId };
  const preference = readDeploymentPreference(resource, context);
  if (preference !== undefined) movesTraffic(preference, alias, context);
  addFunctionUrl(resource, context, reference);
  const destinations = addEventInvokeConfig(resource, context, alias);
  const role = rolePolicies(resource, { traced: written["TracingConfig"] !== undefined, destinations });
  const { value, isCreated, condition } = roleOf(resource, context);
  addResource(context, logicalId, {
    id: logicalId,
    type: "AWS::Lambda::Function",
    attributes: keptOn(body),
    properties: { ...written, Role: value },
  });
  const arn: Value = alias === undefined ? { "Fn::GetAtt": [logicalId, "Arn"] } : reference;
  const arnVariable = alias?.id ?? `${logicalId}.Arn`;
  const target = { ...resource, id: alias?.id ?? logicalId, name: reference, arn, arnVariable, role };
  expandEvents(target, context, events);
  // Last, because events add to what the role may do.
  if (isCreated) addResource(context, logicalId, executionRole(resource, role, condition));
  propagateTags(resource, context, TAGGED);
}

function lambdaProperties(resource: ServerlessResource, context: ExpansionContext): ValueMap {
  const { properties } = resource;
  const code = functionCode(resource);
  const tracing = properties["Tracing"];
  const mode = resolveParameterRefs(tracing ?? "", context.parameters);
  const queue = properties["DeadLetterQueue"];
  const hash = isTruthy(properties["AutoPublishAlias"]) ? codeHash(resource, context) : undefined;
  return defined({
    ...Object.fromEntries(COPIED.map((name) => [name, properties[name]])),
    Code: isTruthy(properties["AutoPublishAlias"]) ? resolveParameterRefs(code, context.parameters) : code,
    DeadLetterConfig: isValueMap(queue) ? { TargetArn: queue["TargetArn"] ?? null } : undefined,
    Description: described(properties["Description"], hash, context),
    Tags: functionTags(resource),
    TracingConfig: isTruthy(tracing) && mode !== "Disabled" ? { Mode: tracing } : undefined,
  });
}

/** A given hash of the code is shown, so that the function changes with it. */
function described(
  given: Value | undefined,
  hash: string | undefined,
  context: ExpansionContext,
): Value | undefined {
  if (hash === undefined) return given;
  const description = resolveParameterRefs(given ?? "", context.parameters);
  if (!isTruthy(description)) return hash;
  return typeof description === "string"
    ? `${description} ${hash}`
    : { "Fn::Join": [" ", [description, hash]] };
}

interface RoleChoice {
  readonly value: Value;
  /** Whether a role is created, and the condition under which it is needed. */
  readonly isCreated: boolean;
  readonly condition?: string;
}

function roleOf({ logicalId, properties }: ServerlessResource, context: ExpansionContext): RoleChoice {
  const own: Value = { "Fn::GetAtt": [`${logicalId}Role`, "Arn"] };
  const given = properties["Role"];
  if (given === undefined) return { value: own, isCreated: true };
  if (!isIf(given)) return { value: given, isCreated: false };
  const resolved = resolveParameterRefs(given, context.parameters);
  const branches = isValueMap(resolved) ? branchesOf(resolved) : undefined;
  if (branches === undefined) {
    throw invalidResource(logicalId, "Malformed 'Role' property: Fn::If requires 3 arguments.");
  }
  const [condition, yes, no] = branches;
  if (isNoValue(yes) && isNoValue(no)) return { value: own, isCreated: true };
  if (isNoValue(yes)) return { value: when(condition, own, no), isCreated: true, condition };
  if (!isNoValue(no)) return { value: resolved, isCreated: false };
  context.conditions.set(`NOT${condition}`, { "Fn::Not": [{ Condition: condition }] });
  return { value: when(condition, yes, own), isCreated: true, condition: `NOT${condition}` };
}
