import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { type InvalidServerless, invalidEvent } from "../expansion/errors.ts";
import { addResource, passedOn } from "../expansion/expansion-context.ts";
import type { EventOptions } from "../targets/event-options.ts";

type DeadLetter = { readonly arn: Value } | { readonly queueId: string };

/** What a `DeadLetterConfig` says: the ARN of a queue, or the id of the one to make. */
export function readDeadLetter(
  config: ValueMap,
  ownQueueId: string,
  refuse: (message: string) => InvalidServerless,
): DeadLetter {
  const [arn, type] = [member(config, "Arn"), member(config, "Type")];
  if (arn !== undefined && type !== undefined) {
    throw refuse("You can either define 'Arn' or 'Type' property of DeadLetterConfig.");
  }
  if (type !== undefined && type !== "SQS") {
    throw refuse("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.");
  }
  if (arn !== undefined && arn !== null) return { arn };
  if (type === undefined) throw refuse("No 'Arn' or 'Type' property provided for DeadLetterConfig.");
  const queueId = config["QueueLogicalId"] ?? ownQueueId;
  if (typeof queueId !== "string") throw refuse("QueueLogicalId must be a string");
  return { queueId };
}

/** The ARN of the queue in `DeadLetterConfig`; the queue is made when only its type is given. */
export function deadLetterArn(options: EventOptions, ruleArn?: Value): Value | undefined {
  const { target, context, id, properties } = options;
  const config = properties["DeadLetterConfig"];
  if (!isValueMap(config)) return undefined;
  const letter = readDeadLetter(config, `${id}Queue`, (message) =>
    invalidEvent(target.logicalId, id, message),
  );
  if ("arn" in letter) return letter.arn;
  const given = letter.queueId;
  const queueArn: Value = { "Fn::GetAtt": [given, "Arn"] };
  const attributes = passedOn(target.body);
  addResource(context, target.logicalId, { id: given, type: "AWS::SQS::Queue", attributes, properties: {} });
  if (ruleArn !== undefined) {
    addResource(context, target.logicalId, {
      id: `${id}QueuePolicy`,
      type: "AWS::SQS::QueuePolicy",
      attributes,
      properties: {
        PolicyDocument: queuePolicy(queueArn, ruleArn, { Service: "events.amazonaws.com" }),
        Queues: [{ Ref: given }],
      },
    });
  }
  return queueArn;
}

/** Lets one source send to a queue. */
export function queuePolicy(queueArn: Value, sourceArn: Value, principal: Value): Value {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Action: "sqs:SendMessage",
        Effect: "Allow",
        Principal: principal,
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
      },
    ],
  };
}
