import { numberSetting } from "../queues/attributes.ts";
import { redrivePolicyOf } from "../queues/redrive.ts";
import type { SqsContext } from "../shared/context.ts";
import type { Message } from "../shared/message.ts";
import { isFifo, nameInArn, type Queue, queueArn } from "../shared/queue.ts";
import { newReceipt, receiptHandle } from "./receipts.ts";

export interface Receiving {
  /** 1 to 10. */
  readonly maxMessages: number;
  readonly waitSeconds: number;
  readonly visibilityTimeoutSeconds: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Received {
  readonly message: Message;
  readonly handle: string;
}

/**
 * Up to so many messages; waits for the first one at most so long. A message that is given out is hidden
 * until its visibility timeout is over, also when the cloud was killed meanwhile.
 */
export async function receiveMessages(
  sqs: SqsContext,
  { name }: Queue,
  options: Receiving,
): Promise<readonly Received[]> {
  const { timers, arrivals } = sqs;
  const end = timers.elapsed() + options.waitSeconds * 1000;
  for (;;) {
    // Read anew: it may have been changed or deleted while nothing came.
    const queue = sqs.queues.find(name);
    if (queue === undefined || options.signal?.aborted === true) return [];
    const received = sqs.queues.transaction(() => take(sqs, queue, options));
    const leftMs = end - timers.elapsed();
    if (received.length > 0 || leftMs <= 0 || arrivals.closed) return received;
    const now = sqs.clock.now();
    const next = sqs.messages.nextVisibleAt(name, now) ?? Number.POSITIVE_INFINITY;
    await arrivals.next(name, Math.min(leftMs, Math.max(1, next - now)), options.signal);
  }
}

function take(sqs: SqsContext, queue: Queue, options: Receiving): Received[] {
  const { messages, clock } = sqs;
  const now = clock.now();
  messages.expire(queue.name, now - numberSetting(queue, "MessageRetentionPeriod") * 1000);
  const seconds = options.visibilityTimeoutSeconds ?? numberSetting(queue, "VisibilityTimeout");
  const received: Received[] = [];
  for (;;) {
    const given = new Set(received.map(({ message }) => message.id));
    const found = candidates(sqs, queue, options.maxMessages - received.length).filter(
      // With a timeout of zero a message is visible again at once.
      ({ id }) => !given.has(id),
    );
    let moved = 0;
    for (const message of found) {
      if (moveToDeadLetters(sqs, queue, message)) {
        moved += 1;
        continue;
      }
      const receipt = newReceipt(sqs);
      messages.markReceived(message.id, { receipt, now, visibleAt: now + seconds * 1000 });
      const receiveCount = message.receiveCount + 1;
      const firstReceivedAt = message.firstReceivedAt ?? now;
      received.push({
        message: { ...message, receipt, receiveCount, firstReceivedAt, receivedAt: now },
        handle: receiptHandle(queue, { id: message.id, receipt }),
      });
    }
    // Others may take the places of those that were moved.
    if (moved === 0) return received;
  }
}

function candidates({ messages, clock }: SqsContext, queue: Queue, limit: number): readonly Message[] {
  if (limit <= 0) return [];
  const now = clock.now();
  return isFifo(queue)
    ? messages.visibleInOrder(queue.name, now, limit)
    : messages.visible(queue.name, now, limit);
}

/** SQS-6: at the receive that would exceed the count, and only where the other queue is there. */
function moveToDeadLetters(sqs: SqsContext, queue: Queue, message: Message): boolean {
  const policy = redrivePolicyOf(queue);
  if (policy === undefined || message.receiveCount < policy.maxReceiveCount) return false;
  const name = nameInArn(policy.deadLetterTargetArn, sqs.scope);
  const target = name === undefined ? undefined : sqs.queues.find(name);
  if (target === undefined) return false;
  const now = sqs.clock.now();
  const { id, receivedAt: _received, receipt: _receipt, ...kept } = message;
  sqs.messages.delete(id);
  sqs.messages.add(target.name, {
    ...kept,
    // Of a standard queue the age counts on.
    sentAt: isFifo(target) ? now : message.sentAt,
    visibleAt: now,
    sourceArn: queueArn(sqs.scope, queue.name),
  });
  sqs.arrivals.tell(target.name);
  return true;
}
