import { parseArn } from "../../../core/arns.ts";
import type { AwsError } from "../../../core/errors.ts";
import type { MessageQueues } from "../../../core/ports/message-queues.ts";
import { parseDeliveryPolicy } from "../shared/delivery-policy.ts";
import { invalidParameter, notSupportedHere } from "../shared/errors.ts";
import type { Subscription } from "../shared/subscription.ts";
import { assertFilterPolicy, FilterPolicyError, type Scope } from "./filter-policy.ts";

export type Attributes = Readonly<Record<string, string>>;

/** What attributes are looked at with. */
export interface Surroundings {
  readonly messageQueues: Pick<MessageQueues, "find">;
  readonly protocol: Subscription["protocol"];
  readonly topicIsFifo: boolean;
  /** How a fault of a value is told: Subscribe says in which member it stands. */
  readonly refuse: (fault: string) => AwsError;
}

type Check = (value: string, surroundings: Surroundings, all: Attributes) => void;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["DeliveryPolicy", (value) => void parseDeliveryPolicy(value)],
  ["FilterPolicy", assertFilter],
  ["FilterPolicyScope", assertScope],
  ["RawMessageDelivery", assertRaw],
  ["RedrivePolicy", (value, surroundings) => void parseRedrive(value, surroundings)],
]);

/** Archives and Firehose are not here. */
const REFUSED: ReadonlySet<string> = new Set(["ReplayPolicy", "ReplayStatus", "SubscriptionRoleArn"]);
/** Empty text takes these away. */
const REMOVABLE: ReadonlySet<string> = new Set(["DeliveryPolicy", "FilterPolicy", "RedrivePolicy"]);

/**
 * What a subscription has once `given` is set of it.
 * @throws AwsError InvalidParameter, UnsupportedOperation
 */
export function changedAttributes(
  present: Attributes,
  given: Attributes,
  surroundings: Surroundings,
): Attributes {
  const merged = { ...present, ...given };
  const kept = Object.entries(merged).filter(([name, value]) => value !== "" || !REMOVABLE.has(name));
  const all = Object.fromEntries(kept);
  for (const [name, value] of Object.entries(given)) {
    if (REFUSED.has(name)) throw notSupportedHere(`The subscription attribute ${name}`);
    const check = CHECKS.get(name);
    if (check === undefined) throw invalidParameter("AttributeName");
    if (Object.hasOwn(all, name)) check(value, surroundings, all);
  }
  if (all["FilterPolicy"] !== undefined) assertFilter(all["FilterPolicy"], surroundings, all);
  return all;
}

function assertFilter(value: string, { refuse }: Surroundings, all: Attributes): void {
  try {
    assertFilterPolicy(value, (all["FilterPolicyScope"] as Scope | undefined) ?? "MessageAttributes");
  } catch (error) {
    if (!(error instanceof FilterPolicyError)) throw error;
    throw error.message.startsWith("FilterPolicy:") ? refuse(error.message) : invalidParameter(error.message);
  }
}

function assertScope(value: string, { refuse }: Surroundings): void {
  if (value === "MessageAttributes" || value === "MessageBody") return;
  throw refuse(
    `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
  );
}

const RAW: ReadonlySet<string> = new Set(["http", "https", "sqs"]);

function assertRaw(value: string, { protocol, refuse }: Surroundings): void {
  if (value !== "true" && value !== "false") {
    throw refuse(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  }
  if (value === "true" && !RAW.has(protocol)) {
    throw refuse(
      `RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`,
    );
  }
}

/**
 * ARN of the queue that gets what is not delivered.
 * @throws AwsError InvalidParameter
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
function parseRedrive(text: string, { messageQueues, topicIsFifo, refuse }: Surroundings): void {
  const arn = deadLetterArn(text);
  if (arn === undefined) throw refuse("RedrivePolicy: failed to parse JSON.");
  if (parseArn(arn)?.service !== "sqs") throw refuse("RedrivePolicy: deadLetterTargetArn is an invalid arn");
  const queue = messageQueues.find(arn);
  if (queue !== undefined && topicIsFifo && !queue.isFifo) {
    throw refuse("RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
  }
  if (queue !== undefined && !topicIsFifo && queue.isFifo) {
    throw refuse("RedrivePolicy: must use a standard queue as DLQ for a subscription to a standard topic.");
  }
}

/** The queue that a redrive policy names; undefined where the text is none. */
export function deadLetterArn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const policy = JSON.parse(text) as { readonly deadLetterTargetArn?: unknown } | null;
    return String(policy?.deadLetterTargetArn ?? "");
  } catch {
    return undefined;
  }
}
