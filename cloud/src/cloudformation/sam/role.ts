import type { Value } from "../../core/ports/resource-provider.ts";
import { type Draft, defined, passedOn, type ServerlessResource } from "./draft.ts";
import { readPolicies } from "./policies.ts";

const POLICY = "arn:aws:iam::aws:policy/";
const TRUST: Value = {
  Version: "2012-10-17",
  Statement: [
    { Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: ["lambda.amazonaws.com"] } },
  ],
};

interface RoleOptions {
  readonly draft: Draft;
  readonly tags: Value[];
  readonly tracing: Value | undefined;
}

/** The execution role of a function that names none. */
export function buildRole({ logicalId, body, properties }: ServerlessResource, options: RoleOptions): void {
  const { managed, inline } = readPolicies(logicalId, properties["Policies"]);
  const own = [
    `${POLICY}service-role/AWSLambdaBasicExecutionRole`,
    ...(properties["VpcConfig"] === undefined
      ? []
      : [`${POLICY}service-role/AWSLambdaVPCAccessExecutionRole`]),
    ...(options.tracing === undefined ? [] : [`${POLICY}AWSXrayWriteOnlyAccess`]),
  ];
  options.draft.resources.set(`${logicalId}Role`, {
    Type: "AWS::IAM::Role",
    ...passedOn(body),
    Properties: defined({
      AssumeRolePolicyDocument: properties["AssumeRolePolicyDocument"] ?? TRUST,
      ManagedPolicyArns: [...own, ...managed.filter((arn) => !own.includes(String(arn)))],
      Policies: inline.length === 0 ? undefined : [...inline],
      Path: properties["RolePath"],
      PermissionsBoundary: properties["PermissionsBoundary"],
      Tags: options.tags,
    }),
  });
}
