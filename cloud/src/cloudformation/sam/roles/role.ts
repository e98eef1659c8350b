import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap } from "../../template/value.ts";
import {
  functionTags,
  type NewResource,
  passedOn,
  type ServerlessResource,
} from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { POLICY_ARN, type RolePolicies, readPolicies } from "./policies.ts";
import { trust } from "./role-policies.ts";

const DEAD_LETTER_ACTIONS: ReadonlyMap<Value | undefined, string> = new Map([
  ["SQS", "sqs:SendMessage"],
  ["SNS", "sns:Publish"],
]);

/** What the execution role may do; events add to it. */
export function rolePolicies(
  { logicalId, properties }: ServerlessResource,
  { traced, destinations }: { readonly traced: boolean; readonly destinations: readonly Value[] },
): RolePolicies {
  const { managed, inline } = readPolicies(logicalId, properties["Policies"]);
  const basic = isTruthy(properties["DurableConfig"])
    ? "AWSLambdaBasicDurableExecutionRolePolicy"
    : "AWSLambdaBasicExecutionRole";
  const own = [
    `${POLICY_ARN}service-role/${basic}`,
    ...(traced ? [`${POLICY_ARN}AWSXrayWriteOnlyAccess`] : []),
    ...(isTruthy(properties["VpcConfig"])
      ? [`${POLICY_ARN}service-role/AWSLambdaVPCAccessExecutionRole`]
      : []),
  ];
  const all = [...own, ...managed];
  return {
    managed: all.filter((arn, index) => all.findIndex((other) => isSame(other, arn)) === index),
    inline: [...deadLetterPolicy(properties["DeadLetterQueue"]), ...destinations, ...inline],
  };
}

function deadLetterPolicy(queue: Value | undefined): Value[] {
  const action = isValueMap(queue) ? DEAD_LETTER_ACTIONS.get(queue["Type"]) : undefined;
  if (!isValueMap(queue) || action === undefined) return [];
  return [
    {
      PolicyName: "DeadLetterQueuePolicy",
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: action, Resource: queue["TargetArn"] ?? null, Effect: "Allow" }],
      },
    },
  ];
}

export function isSame(left: Value, right: Value): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** The execution role of a function that names none. */
export function executionRole(
  resource: ServerlessResource,
  { managed, inline }: RolePolicies,
  condition?: string,
): NewResource {
  const { logicalId, body, properties } = resource;
  return {
    id: `${logicalId}Role`,
    type: "AWS::IAM::Role",
    attributes: condition === undefined ? passedOn(body) : { ...passedOn(body), Condition: condition },
    properties: {
      AssumeRolePolicyDocument: properties["AssumeRolePolicyDocument"] ?? trust("lambda.amazonaws.com"),
      ManagedPolicyArns: managed,
      Policies: inline.length === 0 ? undefined : inline,
      Path: properties["RolePath"],
      PermissionsBoundary: properties["PermissionsBoundary"],
      Tags: functionTags(resource),
    },
  };
}
