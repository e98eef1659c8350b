import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member } from "../../template/value.ts";
import { invalidEvent } from "../expansion/errors.ts";
import { addResource, passedOn } from "../expansion/expansion-context.ts";
import { mapAt } from "../expansion/expect.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { isTruthy } from "../expansion/python.ts";
import { referredId } from "../expansion/values.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";
import { queuePolicy } from "./dead-letter.ts";
import { SQS_EVENT } from "./pull-event.ts";

/** A subscription of the function to a topic, directly or through a queue. */
export function expandSns(options: EventOptions): void {
  const { target, context, id, properties } = options;
  const { Topic: topic = null, SqsSubscription: queue } = properties;
  if (isTruthy(queue)) {
    subscribeQueue(options, queue === true ? addQueue(options) : givenQueue(options, queue));
    return;
  }
  subscribe(options, "lambda", target.arn);
  addPermission(target, context, {
    prefix: id,
    principal: "sns.amazonaws.com",
    sourceArn: topic,
  });
}

function subscribe({ target, context, id, properties }: EventOptions, ...to: readonly [string, Value]): void {
  const { FilterPolicy, FilterPolicyScope, RedrivePolicy, Region, Topic } = properties;
  const [Protocol, Endpoint] = to;
  addResource(context, target.logicalId, {
    id,
    type: "AWS::SNS::Subscription",
    attributes: passedOn(target.body),
    properties: {
      Protocol,
      Endpoint,
      TopicArn: Topic,
      Region,
      FilterPolicy,
      FilterPolicyScope,
      RedrivePolicy,
    },
  });
}

interface Queue {
  readonly arn: Value;
  readonly url: Value;
  readonly policyId: Value | undefined;
  readonly batchSize: Value | undefined;
}

function subscribeQueue(options: EventOptions, { arn, url, policyId, batchSize }: Queue): void {
  const { target, context, id, properties } = options;
  addResource(context, target.logicalId, {
    id: isTruthy(policyId) ? String(policyId) : `${id}QueuePolicy`,
    type: "AWS::SQS::QueuePolicy",
    attributes: passedOn(target.body),
    properties: {
      PolicyDocument: queuePolicy(arn, properties["Topic"] ?? null, "*"),
      Queues: [url],
    },
  });
  subscribe(options, "sqs", arn);
  SQS_EVENT.expand({
    ...options,
    id: `${id}EventSourceMapping`,
    properties: { Queue: arn, BatchSize: isTruthy(batchSize) ? batchSize : 10, Enabled: true },
  });
}

function addQueue({ target, context, id, properties }: EventOptions): Queue {
  const topic = member(context.given, referredId(properties["Topic"]) ?? "");
  const own = isValueMap(topic) && isValueMap(topic["Properties"]) ? topic["Properties"] : {};
  const fifo = resolveParameterRefs(own["FifoTopic"] ?? false, context.parameters);
  addResource(context, target.logicalId, {
    id: `${id}Queue`,
    type: "AWS::SQS::Queue",
    attributes: passedOn(target.body),
    properties: { FifoQueue: isTruthy(fifo) ? fifo : undefined },
  });
  return {
    arn: { "Fn::GetAtt": [`${id}Queue`, "Arn"] },
    url: { Ref: `${id}Queue` },
    policyId: undefined,
    batchSize: undefined,
  };
}

function givenQueue({ target, eventId }: EventOptions, queue: Value): Queue {
  const refuse = (message: string) => invalidEvent(target.logicalId, eventId, message);
  const given = mapAt(queue, "SqsSubscription", refuse);
  const { QueueArn: arn, QueueUrl: url } = given;
  if (!isTruthy(arn) || !isTruthy(url)) throw refuse("No QueueARN or QueueURL provided.");
  return { arn, url, policyId: given["QueuePolicyLogicalId"], batchSize: given["BatchSize"] };
}
