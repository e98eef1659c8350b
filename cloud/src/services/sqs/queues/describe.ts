import type { SqsContext } from "../shared/context.ts";
import { invalidAttributeName } from "../shared/errors.ts";
import { type Queue, queueArn } from "../shared/queue.ts";
import { isSetting, numberSetting, settingsOf } from "./attributes.ts";

const seconds = (milliseconds: number): string => String(Math.floor(milliseconds / 1000));

const COUNTED: ReadonlySet<string> = new Set([
  "QueueArn",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
]);

/**
 * The attributes that are asked for, by name or `All`.
 * @throws SqsError InvalidAttributeName
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export function describeAttributes(
  sqs: SqsContext,
  queue: Queue,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const unknown = names.find((name) => name !== "All" && !COUNTED.has(name) && !isSetting(name));
  if (unknown !== undefined) throw invalidAttributeName(unknown);
  if (names.length === 0) return {};
  const all = [...facts(sqs, queue), ...settingsOf(queue)];
  return Object.fromEntries(all.filter(([name]) => names.includes("All") || names.includes(name)));
}

function facts({ scope, messages, clock }: SqsContext, queue: Queue): [string, string][] {
  const now = clock.now();
  messages.expire(queue.name, now - numberSetting(queue, "MessageRetentionPeriod") * 1000);
  const { visible, inFlight, delayed } = messages.count(queue.name, now);
  return [
    ["QueueArn", queueArn(scope, queue.name)],
    ["ApproximateNumberOfMessages", String(visible)],
    ["ApproximateNumberOfMessagesNotVisible", String(inFlight)],
    ["ApproximateNumberOfMessagesDelayed", String(delayed)],
    ["CreatedTimestamp", seconds(queue.createdAt)],
    ["LastModifiedTimestamp", seconds(queue.modifiedAt)],
  ];
}
