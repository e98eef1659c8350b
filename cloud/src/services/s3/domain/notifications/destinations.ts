import type { Scope } from "../../../../core/arns.ts";
import type { ServiceCaller } from "../../../../core/caller.ts";
import type { EventBuses } from "../../../../core/ports/event-buses.ts";
import type { FunctionEvents } from "../../../../core/ports/function-events.ts";
import type { MessageQueues } from "../../../../core/ports/message-queues.ts";
import type { SnsTopics } from "../../../../core/ports/sns-topics.ts";
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

interface Destination {
  /** What is wrong with it as a destination; undefined when nothing is. */
  refusal(ports: DestinationPorts, arn: string, caller: ServiceCaller): string | undefined;
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
        ? "The destination Lambda does not exist"
        : `Not authorized to invoke function [${functionArn}]`;
    },
    send: ({ functionEvents }, { arn, caller, text, cause }) =>
      functionEvents.invoke({ functionArn: arn, payload: text, caller, cause }),
  },
  Queue: {
    refusal: ({ messageQueues }, arn, caller) => {
      const queue = messageQueues.find(arn);
      if (queue === undefined) return "The destination queue does not exist";
      if (queue.isFifo) return "FIFO queues are not supported as destinations";
      return messageQueues.decide(caller, "sqs:SendMessage", arn).allowed
        ? undefined
        : "Permissions on the destination queue do not allow S3 to publish notifications from this bucket";
    },
    send: ({ messageQueues }, { arn, caller, text }) => {
      messageQueues.send(caller, arn, { body: text });
    },
  },
  Topic: {
    refusal: ({ snsTopics }, arn, caller) => {
      const topic = snsTopics.find(arn);
      if (topic === undefined) return "The destination topic does not exist";
      if (topic.isFifo) return "FIFO topics are not supported as destinations";
      return snsTopics.decide(caller, arn).allowed
        ? undefined
        : "Permissions on the destination topic do not allow S3 to publish notifications from this bucket";
    },
    send: ({ snsTopics }, { arn, caller, text }) => {
      snsTopics.publish(caller, arn, { message: text, subject: SUBJECT });
    },
  },
};

/** @throws AwsError InvalidArgument with a pair of members for every destination that is wrong */
export function assertDestinations(
  ports: DestinationPorts,
  notifications: readonly BucketNotification[],
  caller: ServiceCaller,
): void {
  const wrong = notifications.flatMap(({ kind, arn }) => {
    const value = DESTINATIONS[kind].refusal(ports, arn, caller);
    return value === undefined ? [] : [{ arn, value }];
  });
  if (wrong.length > 0) throw s3Errors.invalidDestinations(wrong);
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
