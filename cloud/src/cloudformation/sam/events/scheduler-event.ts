import type { Value } from "../../../core/ports/resource-provider.ts";
import { invalidEvent } from "../expansion/errors.ts";
import { addResource, defined, passedOn } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { DESTINATION_POLICIES, trust } from "../roles/role-policies.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { deadLetterArn } from "./dead-letter.ts";

const COPIED = [
  "Description",
  "EndDate",
  "GroupName",
  "KmsKeyArn",
  "ScheduleExpression",
  "ScheduleExpressionTimezone",
  "StartDate",
];

/** A schedule of EventBridge Scheduler, with the role it invokes the function by. */
export function expandScheduler(options: EventOptions): void {
  const { target, context, id, properties } = options;
  const { FlexibleTimeWindow: window, Input, RetryPolicy, RoleArn: role, State: state } = properties;
  const name = nameOf(options);
  const queue = deadLetterArn(options);
  addResource(context, target.logicalId, {
    id,
    type: "AWS::Scheduler::Schedule",
    attributes: passedOn(target.body),
    properties: {
      ...Object.fromEntries(COPIED.map((property) => [property, properties[property]])),
      FlexibleTimeWindow: isTruthy(window) ? window : { Mode: "OFF" },
      Name: name,
      State: isTruthy(state) ? state : undefined,
      Target: defined({
        Arn: target.arn,
        RoleArn: isTruthy(role) ? role : addRole(options, queue),
        Input,
        RetryPolicy,
        DeadLetterConfig: queue === undefined ? undefined : { Arn: queue },
      }),
    },
  });
}

function nameOf({ target, id, properties }: EventOptions): Value | undefined {
  const { Name: name, OmitName: omitted } = properties;
  if (!isTruthy(omitted)) return isTruthy(name) ? name : id;
  if (isTruthy(name)) {
    throw invalidEvent(target.logicalId, id, "Name cannot be set when OmitName is True");
  }
  return undefined;
}

function addRole({ target, context, id, properties }: EventOptions, queue: Value | undefined): Value {
  const boundary = properties["PermissionsBoundary"];
  const policies = [
    DESTINATION_POLICIES.get("Lambda")?.(target.arn, id),
    queue === undefined ? undefined : DESTINATION_POLICIES.get("SQS")?.(queue, id),
  ];
  addResource(context, target.logicalId, {
    id: `${id}Role`,
    type: "AWS::IAM::Role",
    attributes: passedOn(target.body),
    properties: {
      AssumeRolePolicyDocument: trust("scheduler.amazonaws.com"),
      Policies: policies.filter((policy) => policy !== undefined),
      PermissionsBoundary: isTruthy(boundary) ? boundary : undefined,
    },
  });
  return { "Fn::GetAtt": [`${id}Role`, "Arn"] };
}
