import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import {
  type DeploymentPreference,
  type ExpansionContext,
  passedOn,
  type ServerlessResource,
  tagList,
} from "./expansion/expansion-context.ts";
import { knownValue } from "./expansion/known-values.ts";
import { isTruthy } from "./expansion/python.ts";
import { isIntrinsic } from "./expansion/values.ts";

/**
 * Reads DeploymentPreference of a function; undefined when there is none, or when it is off.
 * @see https://github.com/aws/serverless-application-model/blob/develop/docs/safe_lambda_deployments.rst
 */
export function readDeploymentPreference(
  resource: ServerlessResource,
  context: ExpansionContext,
): DeploymentPreference | undefined {
  const { logicalId, body, properties } = resource;
  const given = properties["DeploymentPreference"];
  if (!isValueMap(given) || !isTruthy(given)) return undefined;
  const known = (name: string) => knownValue(member(given, name), context);
  const passes = passesCondition(logicalId, known("PassthroughCondition"));
  const enabled = known("Enabled") ?? true;
  if (enabled === "false" || enabled === "False" || !isTruthy(enabled)) return undefined;
  const type = known("Type");
  if (type === undefined) {
    throw invalidResource(logicalId, "'DeploymentPreference' is missing required Property 'Type'");
  }
  const hooks = member(given, "Hooks") ?? {};
  if (!isValueMap(hooks)) {
    throw invalidResource(logicalId, "'Hooks' property of 'DeploymentPreference' must be a dictionary");
  }
  if (!isTruthy(properties["AutoPublishAlias"])) {
    throw invalidResource(
      logicalId,
      "'DeploymentPreference' requires AutoPublishAlias property to be specified.",
    );
  }
  const { Condition: condition } = passedOn(body);
  return {
    logicalId,
    type,
    hooks,
    alarms: member(given, "Alarms"),
    role: member(given, "Role"),
    triggers: member(given, "TriggerConfigurations"),
    condition: passes && typeof condition === "string" ? condition : undefined,
    tags: isTruthy(properties["PropagateTags"]) ? tagList(properties["Tags"]) : [],
  };
}

function passesCondition(logicalId: string, value: Value | undefined): boolean {
  if (value === undefined || value === false || value === "false" || value === "False") return false;
  if (value === true || value === "true" || value === "True") return true;
  throw invalidResource(
    logicalId,
    isIntrinsic(value)
      ? "Unsupported intrinsic: the only intrinsic functions supported for property PassthroughCondition are FindInMap and parameter Refs."
      : "Invalid value for property PassthroughCondition.",
  );
}
