import type { Value } from "../../../core/ports/resource-provider.ts";
import { type InvalidServerless, invalidEvent } from "../expansion/errors.ts";
import { stringAt } from "../expansion/expect.ts";
import { isTruthy } from "../expansion/python.ts";
import type { EventOptions } from "../targets/event-options.ts";

export const SECRET = "secretsmanager:GetSecretValue";

/** What it takes to poll from inside a VPC. */
export const NETWORK: Value = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeVpcs",
  "ec2:DescribeSubnets",
  "ec2:DescribeSecurityGroups",
];

export function allow(action: Value, resource: Value): Value {
  return { Action: action, Effect: "Allow", Resource: resource };
}

/** Refusals in the name of the event. */
export function refusalOf({ target, eventId }: EventOptions): (message: string) => InvalidServerless {
  return (message) => invalidEvent(target.logicalId, eventId, message);
}

/** How the source is accessed, where that is a list. */
export function configurationsOf({ properties }: EventOptions): readonly Value[] {
  const given = properties["SourceAccessConfigurations"];
  return Array.isArray(given) ? given : [];
}

/** The right to decrypt secrets that have a key of their own. */
export function kmsStatements(options: EventOptions, action: Value): Value[] {
  const key = options.properties["SecretsManagerKmsKeyId"];
  if (!isTruthy(key)) return [];
  const id = stringAt(key, "SecretsManagerKmsKeyId", refusalOf(options));
  return [
    allow(action, {
      "Fn::Sub": `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${id}`,
    }),
  ];
}
