import type { Value } from "../../../core/ports/resource-provider.ts";

/** Inline policies that roles get for what their functions may reach. */
function policy(name: string, statements: Value[]): Value {
  return { PolicyName: name, PolicyDocument: { Statement: statements } };
}

const allow = (action: string, resource: Value): Value => ({
  Action: action,
  Effect: "Allow",
  Resource: resource,
});

/** By type of a destination: what it takes to send there. */
export const DESTINATION_POLICIES: ReadonlyMap<string, (arn: Value, prefix: string) => Value> = new Map([
  ["SQS", (arn, prefix) => policy(`${prefix}SQSPolicy`, [allow("sqs:SendMessage", arn)])],
  ["SNS", (arn, prefix) => policy(`${prefix}SNSPolicy`, [allow("sns:publish", arn)])],
  ["EventBridge", (arn, prefix) => policy(`${prefix}EventBridgePolicy`, [allow("events:PutEvents", arn)])],
  ["Lambda", (arn, prefix) => policy(`${prefix}LambdaPolicy`, [allow("lambda:InvokeFunction", arn)])],
  [
    "S3Bucket",
    (arn, prefix) =>
      policy(`${prefix}S3Policy`, [
        allow("s3:PutObject", { "Fn::Join": ["/", [arn, "*"]] }),
        allow("s3:ListBucket", arn),
      ]),
  ],
]);

export function trust(service: string): Value {
  return {
    Version: "2012-10-17",
    Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
  };
}
