import type { RoleCaller } from "../../../core/caller.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import { tellRefused } from "../event-invoke/delivery.ts";
import type { FunctionsContext } from "../functions/context.ts";
import { functionArn } from "../functions/names.ts";
import { recordTakerOf } from "../functions/record-takers.ts";
import type { EventSourceMapping } from "./mapping.ts";
import type { Discard, ReadRecord } from "./stream-batch.ts";

export interface FailureOptions
  extends Pick<
    FunctionsContext,
    "clock" | "eventBuses" | "messageQueues" | "randomness" | "scope" | "snsTopics"
  > {
  readonly trace: Trace | undefined;
  readonly logger: Logger;
}

interface Discarded extends Discard {
  readonly mapping: EventSourceMapping;
  readonly caller: RoleCaller | undefined;
  readonly shardId: string;
  readonly records: readonly ReadRecord[];
}

/** Tells the destination of a mapping what was given up. */
export function tellDiscarded(options: FailureOptions, discarded: Discarded): void {
  const { mapping, caller, last, condition } = discarded;
  const { logger, randomness } = options;
  logger.warn(
    { mapping: mapping.uuid, source: mapping.eventSourceArn, condition },
    "Records of a stream were given up.",
  );
  const destination = mapping.stream?.onFailure;
  const taker = recordTakerOf(destination ?? "");
  if (destination === undefined || taker === undefined || caller === undefined) return;
  const requestId = last?.requestId ?? randomness.uuid();
  // LAM-34: the function's role has to allow it, for each record.
  const decision = taker.decide(options, caller, destination);
  if (!decision.allowed) {
    const from = { functionName: mapping.functionName, role: caller.roleArn };
    tellRefused(options, requestId, { from, step: "destination", destination, decision });
    return;
  }
  const arn = functionArn(options.scope, { name: mapping.functionName, qualifier: mapping.qualifier });
  const body = failureRecord(options, discarded, { requestId, arn });
  try {
    taker.take(options, caller, destination, { body, functionArn: arn, isSuccess: false });
  } catch (error) {
    logger.warn({ mapping: mapping.uuid, destination, err: error }, "A record was not delivered.");
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
function failureRecord(
  { clock }: FailureOptions,
  { mapping, records, shardId, condition, runs, last }: Discarded,
  { requestId, arn }: { readonly requestId: string; readonly arn: string },
): string {
  const first = records[0]?.record.dynamodb;
  const final = records.at(-1)?.record.dynamodb;
  const time = (seconds = 0): string => new Date(seconds * 1000).toISOString();
  return JSON.stringify({
    requestContext: { requestId, functionArn: arn, condition, approximateInvokeCount: runs },
    ...(last === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: last.version,
            functionError: last.functionError ? "Unhandled" : null,
          },
        }),
    version: "1.0",
    timestamp: new Date(clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: final?.SequenceNumber,
      approximateArrivalOfFirstRecord: time(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: time(final?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn: mapping.eventSourceArn,
    },
  });
}
