import type { MessageQueues } from "../../core/ports/message-queues.ts";
import type { QueueLooks } from "../../core/ports/queue-looks.ts";
import { assertAllowed } from "./message-queues.ts";
import { assertMayReadUnderKey } from "./messages/queue-key.ts";
import { numberSetting } from "./queues/attributes.ts";
import { requireQueue } from "./queues/manager.ts";
import type { SqsContext } from "./shared/context.ts";
import { queueArn } from "./shared/queue.ts";

/** What is in a queue, for the console: reads, and changes nothing. */
export function createQueueLooks(sqs: SqsContext, { decide }: Pick<MessageQueues, "decide">): QueueLooks {
  return {
    look: (caller, name, { after = 0, limit }) => {
      // SQS-8: who may not receive does not look either.
      assertAllowed(decide(caller, "sqs:ReceiveMessage", queueArn(sqs.scope, name)));
      const queue = requireQueue(sqs, name);
      assertMayReadUnderKey(sqs, queue, caller);
      const oldest = sqs.clock.now() - numberSetting(queue, "MessageRetentionPeriod") * 1000;
      return sqs.messages
        .after(name, after, limit)
        .filter(({ sentAt }) => sentAt > oldest)
        .map(({ id, receipt: _receipt, firstReceivedAt: _first, traceHeader: _trace, ...message }) => ({
          position: id,
          ...message,
        }));
    },
  };
}
