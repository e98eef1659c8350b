import type { Scope } from "../../../../core/arns.ts";
import type { ServiceCaller } from "../../../../core/caller.ts";
import type { Decision } from "../../../../core/ports/authorization.ts";
import type { EventBuses } from "../../../../core/ports/event-buses.ts";
import type { FunctionEvents } from "../../../../core/ports/function-events.ts";
import type { MessageQueues } from "../../../../core/ports/message-queues.ts";
import type { SnsTopics } from "../../../../core/ports/sns-topics.ts";
import type { Why } from "../../../../core/why.ts";
import { bucketArn } from "../buckets/bucket.ts";
import { s3Errors } from "../shared/errors.ts";
import type { BucketNotification, DestinationKind } from "./configuration.ts";

/** Where events of buckets go. */
export interface DestinationPorts {
  readonly functionEvents: Pick<FunctionEvents, "invoke" | "refusalOf">;
  readonly messageQueues: Pick<MessageQueues, "find" | "decide" | "send">;
  readonly snsTopics: Pick<SnsTopics, "find" | "decide" | "publish">;
  readonly eventBuses: Pick<EventBuses, "announce">;
}

const SUBJECT = "Amazon S3 Notification";

/** S3 itself, for a bucket: what the policies of functions, queues and topics are asked about. */
export function bucketAsCaller({ accountId }: Scope, bucket: string): ServiceCaller {
  return {
    kind: "service",
    service: "s3.amazonaws.com",
    sourceArn: bucketArn(bucket),
    sourceAccount: accountId,
  };
}

/** A text for a destination. */
export interface Dispatch {
  readonly arn: string;
  readonly caller: ServiceCaller;
  readonly text: string;
  /** Id of the request that caused it, for the trace. */
  readonly cause: string;
}

/** What is wrong with a destination. */
interface Unfit {
  readonly value: string;
  /** Where its policy keeps the bucket out. */
  readonly why?: Why | undefined;
}

interface Destination {
  /** Undefined when nothing is wrong with it. */
  refusal(ports: DestinationPorts, arn: string, caller: ServiceCaller): Unfit | undefined;
  /** Durable when it returns. @throws AwsError when the destination is gone or refuses the bucket */
  send(ports: DestinationPorts, dispatch: Dispatch): void;
}

/** S3-23: the policy of the destination lets the bucket in, at set-up and at every event. */
const DESTINATIONS: Readonly<Record<DestinationKind, Destination>> = {
  CloudFunction: {
    refusal: ({ functionEvents }, functionArn, caller) => {
      const refusal = functionEvents.refusalOf({ functionArn, caller });
      if (refusal === undefined) return undefined;
      return refusal.code === "ResourceNotFoundException"
        ? { value: "The destination Lambda does not exist" }
        : { value: `Not authorized to invoke function [${functionArn}]`, why: refusal.why };
    },
    send: ({ functionEvents }, { arn, caller, text, cause }) =>
      functionEvents.invoke({ functionArn: arn, payload: text, caller, cause }),
  },
  Queue: {
    refusal: ({ messageQueues }, arn, caller) => {
      const queue = messageQueues.find(arn);
      if (queue === undefined) return { value: "The destination queue does not exist" };
      if (queue.isFifo) return { value: "FIFO queues are not supported as destinations" };
      return keptOut("queue", messageQueues.decide(caller, "sqs:SendMessage", arn));
    },
    send: ({ messageQueues }, { arn, caller, text }) => {
      messageQueues.send(caller, arn, { body: text });
    },
  },
  Topic: {
    refusal: ({ snsTopics }, arn, caller) => {
      const topic = snsTopics.find(arn);
      if (topic === undefined) return { value: "The destination topic does not exist" };
      if (topic.isFifo) return { value: "FIFO topics are not supported as destinations" };
      return keptOut("topic", snsTopics.decide(caller, arn));
    },
    send: ({ snsTopics }, { arn, caller, text }) => {
      snsTopics.publish(caller, arn, { message: text, subject: SUBJECT });
    },
  },
};

function keptOut(kind: string, { allowed, why }: Decision): Unfit | undefined {
  if (allowed) return undefined;
  const value = `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`;
  return { value, why };
}

/** @throws AwsError InvalidArgument with a pair of members for every destination that is wrong */
export function assertDestinations(
  ports: DestinationPorts,
  notifications: readonly BucketNotification[],
  caller: ServiceCaller,
): void {
  const wrong = notifications.flatMap(({ kind, arn }) => {
    const unfit = DESTINATIONS[kind].refusal(ports, arn, caller);
    return unfit === undefined ? [] : [{ arn, ...unfit }];
  });
  if (wrong.length === 0) return;
  const keepsOut = wrong.find(({ why }) => why !== undefined);
  throw s3Errors.invalidDestinations(wrong).because(keepsOut?.why);
}

/** @throws AwsError when the destination is gone or refuses the bucket */
export function dispatchTo(ports: DestinationPorts, kind: DestinationKind, dispatch: Dispatch): void {
  DESTINATIONS[kind].send(ports, dispatch);
}

/** A message that tells that events will come; functions get none. */
export function sendTest(
  ports: DestinationPorts,
  notifications: readonly BucketNotification[],
  dispatch: Omit<Dispatch, "arn">,
): void {
  for (const { kind, arn } of notifications) {
    if (kind !== "CloudFunction") dispatchTo(ports, kind, { ...dispatch, arn });
  }
}
