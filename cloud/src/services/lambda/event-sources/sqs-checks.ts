import type { MessageQueues, QueueAction } from "../../../core/ports/message-queues.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { EventSourceKind, MappingInput } from "./source.ts";

/** Members of streams. */
const OF_STREAMS = [
  "StartingPosition",
  "StartingPositionTimestamp",
  "ParallelizationFactor",
  "DestinationConfig",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
  "TumblingWindowInSeconds",
] as const satisfies readonly (keyof MappingInput)[];

const NEEDED: readonly QueueAction[] = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const LARGEST_PLAIN_BATCH = 10;

/** What Lambda asks of a queue before it polls it. */
export function createSqsChecks(queues: MessageQueues): EventSourceKind["check"] {
  return (arn, { input, settings, configuration, caller }) => {
    const other = OF_STREAMS.find((name) => input[name] !== undefined);
    if (other !== undefined) throw invalidParameter(`${other} isn't supported for this event source type`);
    // LAM-26: the function's role has to allow what is done in its name.
    for (const action of NEEDED) {
      const decision = caller === undefined ? undefined : queues.decide(caller, action, arn);
      if (decision?.allowed === true) continue;
      throw invalidParameter(
        `The provided execution role does not have permissions to call ${action.slice("sqs:".length)} on SQS`,
      ).because(decision?.why);
    }
    const queue = queues.find(arn);
    if (queue === undefined) {
      throw invalidParameter(
        "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
      );
    }
    if (queue.isFifo && settings.batchSize > LARGEST_PLAIN_BATCH) {
      throw invalidParameter(`Maximum batch size for a FIFO queue is ${LARGEST_PLAIN_BATCH}`);
    }
    if (queue.isFifo && settings.windowSeconds > 0) {
      throw invalidParameter("Batching window is not supported for FIFO queues");
    }
    if (settings.batchSize > LARGEST_PLAIN_BATCH && settings.windowSeconds === 0) {
      throw invalidParameter(
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
      );
    }
    if (queue.visibilityTimeoutSeconds < configuration.timeout) {
      throw invalidParameter(
        `Queue visibility timeout: ${queue.visibilityTimeoutSeconds} seconds is less than Function timeout: ${configuration.timeout} seconds`,
      );
    }
  };
}
