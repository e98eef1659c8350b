import type { Timers } from "../../../core/clock.ts";
import type { MessageAttribute, MessageQueues, ReceivedMessage } from "../../../core/ports/message-queues.ts";
import { functionNotFound } from "../shared/errors.ts";
import { fitting } from "./batch-size.ts";
import { createFilter } from "./filters.ts";
import type { BatchOutcome, EventSourceKind, Polling } from "./source.ts";
import { createSqsChecks } from "./sqs-checks.ts";

const MOST_MESSAGES = 10;
const LONGEST_WAIT_SECONDS = 20;
/** With so many Lambda begins. */
const CONCURRENT_BATCHES = 5;

interface Options {
  readonly queues: MessageQueues;
  readonly timers: Timers;
  readonly region: string;
}

/** The queues of SQS, polled under the function's role. */
export function sqsSource(options: Options): EventSourceKind {
  return {
    service: "sqs",
    called: "An event source mapping with SQS arn",
    conflictsAs: "already exists",
    defaultBatchSize: 10,
    check: createSqsChecks(options.queues),
    poll: async (arn, polling) => {
      const running = new Set<Promise<void>>();
      while (!polling.signal.aborted) {
        const { mapping } = polling.current() ?? {};
        if (mapping === undefined) return;
        if (running.size >= (mapping.maximumConcurrency ?? CONCURRENT_BATCHES)) {
          await Promise.race(running);
          continue;
        }
        try {
          const batch = await collect(options, arn, polling);
          if (batch.length === 0) continue;
          const work = settle(options, batch, { arn, polling })
            .catch((error: unknown) => polling.pause(error))
            .finally(() => running.delete(work));
          running.add(work);
        } catch (error) {
          await polling.pause(error);
        }
      }
    },
  };
}

/**
 * The messages of one batch. They are hidden from others by the queue until its visibility timeout is over,
 * and of a message group nothing more comes meanwhile.
 */
async function collect(
  { queues, timers }: Options,
  arn: string,
  polling: Polling,
): Promise<readonly ReceivedMessage[]> {
  const batch: ReceivedMessage[] = [];
  let end: number | undefined;
  for (;;) {
    const { mapping, caller } = polling.current() ?? {};
    if (mapping === undefined) return batch;
    if (caller === undefined) throw functionNotFound(mapping.functionName);
    const leftMs = end === undefined ? undefined : end - timers.elapsed();
    const missing = mapping.batchSize - batch.length;
    if (missing <= 0 || (leftMs !== undefined && leftMs <= 0)) return batch;
    const received = await queues.receive(caller, arn, {
      maxMessages: Math.min(missing, MOST_MESSAGES),
      waitSeconds: Math.min(LONGEST_WAIT_SECONDS, (leftMs ?? LONGEST_WAIT_SECONDS * 1000) / 1000),
      signal: polling.signal,
    });
    batch.push(...received);
    // What was received is the function's, also when the mapping has ended meanwhile.
    if (polling.signal.aborted || batch.length === 0 || mapping.windowSeconds === 0) return batch;
    end ??= timers.elapsed() + mapping.windowSeconds * 1000;
  }
}

interface Batch {
  readonly arn: string;
  readonly polling: Polling;
}

/** LAM-27: what the function did not do stays in the queue: it comes again, or goes to the dead letters. */
async function settle(
  options: Options,
  messages: readonly ReceivedMessage[],
  { arn, polling }: Batch,
): Promise<void> {
  const { mapping } = polling.current() ?? {};
  const records = messages.map((message) => ({ message, record: recordOf(options, arn, message) }));
  const isWanted = createFilter(mapping?.filters ?? []);
  const wanted = records.filter(({ record }) => isWanted(record));
  const done = records.filter((one) => !wanted.includes(one)).map(({ message }) => message);
  for (const part of partsOf(wanted)) {
    const { outcome } = await polling.invoke(part.map(({ record }) => record));
    done.push(
      ...succeeded(
        part.map(({ message }) => message),
        outcome,
      ),
    );
  }
  remove(options, done, { arn, polling });
}

function remove({ queues }: Options, messages: readonly ReceivedMessage[], { arn, polling }: Batch): void {
  const { caller } = polling.current() ?? {};
  if (messages.length === 0 || caller === undefined) return;
  queues.delete(
    caller,
    arn,
    messages.map(({ receiptHandle }) => receiptHandle),
  );
}

function succeeded(messages: readonly ReceivedMessage[], outcome: BatchOutcome): readonly ReceivedMessage[] {
  if (outcome.kind === "done") return messages;
  if (outcome.kind === "failed") return [];
  const ids = new Set(messages.map(({ messageId }) => messageId));
  // An id that none of them has: nobody knows what the function means.
  if (outcome.identifiers.some((id) => !ids.has(id))) return [];
  const failed = new Set(outcome.identifiers);
  return messages.filter(({ messageId }) => !failed.has(messageId));
}

interface Sized {
  readonly message: ReceivedMessage;
  readonly record: Readonly<Record<string, unknown>>;
}

/** An event has a largest size: a batch beyond it is given in parts, in its order. */
function partsOf(records: readonly Sized[]): readonly (readonly Sized[])[] {
  if (records.length === 0) return [];
  const count = fitting(records.map(({ record }) => record));
  return [records.slice(0, count), ...partsOf(records.slice(count))];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
function recordOf(
  { region }: Options,
  eventSourceARN: string,
  message: ReceivedMessage,
): Readonly<Record<string, unknown>> {
  const { md5OfAttributes } = message;
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.systemAttributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, value]) => [name, attributeOf(value)]),
    ),
    ...(md5OfAttributes === undefined ? {} : { md5OfMessageAttributes: md5OfAttributes }),
    md5OfBody: message.md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion: region,
  };
}

function attributeOf({ dataType, stringValue, binaryValue }: MessageAttribute): object {
  return {
    ...(binaryValue === undefined ? { stringValue } : { binaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType,
  };
}
