import type { SqsContext } from "../shared/context.ts";
import {
  invalidParameter,
  missingParameter,
  purgeInProgress,
  queueDeletedRecently,
  queueDoesNotExist,
  queueNameExists,
} from "../shared/errors.ts";
import { isFifo, nameInUrl, type Queue, queueArn } from "../shared/queue.ts";
import { type Attributes, changedAttributes, newAttributes, setting } from "./attributes.ts";
import { assertRedrive, redrivePolicyOf } from "./redrive.ts";

const NAME = /^[A-Za-z0-9_-]{1,80}$/;
const FIFO_NAME = /^[A-Za-z0-9_-]{1,75}\.fifo$/;
const PAUSE_MS = 60_000;

export interface NewQueue {
  readonly name: string;
  readonly attributes: Attributes;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Makes a queue; one that is there with the same attributes is left as it is.
 * @throws SqsError QueueNameExists, QueueDeletedRecently, InvalidAttributeName, InvalidAttributeValue
 */
export function createQueue(sqs: SqsContext, given: NewQueue): Queue {
  const attributes = newAttributes(given.attributes);
  assertName(given.name, isFifo({ attributes }));
  const known = sqs.queues.find(given.name);
  if (known !== undefined) {
    const different = Object.entries(attributes).find(([name, value]) => setting(known, name) !== value);
    if (different !== undefined) throw queueNameExists(different[0]);
    return known;
  }
  const now = sqs.clock.now();
  const deletedAt = sqs.queues.deletedAt(given.name);
  if (deletedAt !== undefined && now - deletedAt < PAUSE_MS) throw queueDeletedRecently();
  const queue: Queue = { ...given, attributes, createdAt: now, modifiedAt: now };
  assertRedrive(sqs, queue);
  sqs.queues.save(queue);
  return queue;
}

function assertName(name: string, fifo: boolean): void {
  if (name === "") throw missingParameter("QueueName");
  if (fifo && !FIFO_NAME.test(name)) {
    throw invalidParameter(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    );
  }
  if (!fifo && !NAME.test(name)) {
    throw invalidParameter(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  }
}

/** @throws SqsError QueueDoesNotExist */
export function requireQueue(sqs: SqsContext, name: string): Queue {
  const queue = sqs.queues.find(name);
  if (queue === undefined) throw queueDoesNotExist();
  return queue;
}

/** @throws SqsError QueueDoesNotExist, InvalidAddress, MissingParameter */
export function queueAt(sqs: SqsContext, url: string | undefined): Queue {
  if (url === undefined || url === "") throw missingParameter("QueueUrl");
  return requireQueue(sqs, nameInUrl(url, sqs.scope));
}

/** @throws SqsError for what AWS refuses of the attributes */
export function changeAttributes(sqs: SqsContext, queue: Queue, given: Attributes): void {
  const changed = { ...queue, attributes: changedAttributes(queue, given), modifiedAt: sqs.clock.now() };
  assertRedrive(sqs, changed);
  sqs.queues.save(changed);
  // What is delayed or hidden less than before may be there now.
  sqs.arrivals.tell(queue.name);
}

export function changeTags(sqs: SqsContext, queue: Queue, tags: Queue["tags"]): void {
  sqs.queues.save({ ...queue, tags });
}

/** With all its messages. @param remember AWS keeps the name for a minute after a call of its API */
export function deleteQueue(sqs: SqsContext, { name }: Queue, remember: boolean): void {
  sqs.queues.transaction(() => {
    sqs.queues.delete(name);
    sqs.messages.clear(name);
    if (remember) sqs.queues.rememberDeletion(name, sqs.clock.now());
  });
  sqs.arrivals.tell(name);
}

/** @throws SqsError PurgeQueueInProgress */
export function purgeQueue(sqs: SqsContext, queue: Queue): void {
  const now = sqs.clock.now();
  if (queue.purgedAt !== undefined && now - queue.purgedAt < PAUSE_MS) throw purgeInProgress(queue.name);
  sqs.queues.transaction(() => {
    sqs.queues.save({ ...queue, purgedAt: now });
    sqs.messages.purge(queue.name);
  });
}

/** The queues whose messages go to this one in the end. */
export function deadLetterSources(sqs: SqsContext, { name }: Queue): readonly Queue[] {
  const arn = queueArn(sqs.scope, name);
  return sqs.queues.list("").filter((queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === arn);
}
