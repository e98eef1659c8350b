import { exactBase64 } from "../../../core/exact-base64.ts";
import type { SqsContext } from "../shared/context.ts";
import {
  invalidValue,
  missingParameter,
  receiptHandleExpired,
  receiptHandleIsInvalid,
} from "../shared/errors.ts";
import type { Message } from "../shared/message.ts";
import { isFifo, type Queue } from "../shared/queue.ts";

const SEPARATOR = " ";
const RECEIPT_BYTES = 24;

/** Nobody can make one up: the receipt in it is random, and new with every receive [SQS-7]. */
export function newReceipt({ randomness }: SqsContext): string {
  return randomness.bytes(RECEIPT_BYTES).toString("base64url");
}

export function receiptHandle(
  queue: Queue,
  { id, receipt }: Pick<Message, "id"> & { receipt: string },
): string {
  return Buffer.from([queue.name, id, receipt].join(SEPARATOR)).toString("base64");
}

interface Held {
  /** Undefined when the message is gone, or was received again since. */
  readonly message: Message | undefined;
}

/** @throws SqsError MissingParameter, ReceiptHandleIsInvalid for what is no handle of the queue */
function held(sqs: SqsContext, queue: Queue, handle: string | undefined): Held {
  if (handle === undefined || handle === "") throw missingParameter("ReceiptHandle");
  const [name, id = "", receipt, ...rest] = (exactBase64(handle, "base64") ?? Buffer.alloc(0))
    .toString("utf8")
    .split(SEPARATOR);
  const isHandle = name === queue.name && /^\d{1,15}$/.test(id) && receipt !== undefined;
  if (!isHandle || rest.length > 0) throw receiptHandleIsInvalid(handle);
  const message = sqs.messages.find(Number(id));
  return { message: message?.queue === queue.name && message.receipt === receipt ? message : undefined };
}

/**
 * A message deleted is never received again. An old handle of a standard queue deletes nothing, and says
 * so to nobody, as on AWS.
 * @throws SqsError for what is no handle, and for a FIFO queue one whose time is over
 */
export function deleteMessage(sqs: SqsContext, queue: Queue, handle: string | undefined): void {
  const { message } = held(sqs, queue, handle);
  if (message === undefined) return;
  if (isFifo(queue) && message.visibleAt <= sqs.clock.now()) throw receiptHandleExpired(String(handle));
  sqs.messages.delete(message.id);
  // The next of its group may follow.
  if (isFifo(queue)) sqs.arrivals.tell(queue.name);
}

const LONGEST_SECONDS = 43_200;

/** @throws SqsError InvalidParameterValue for a message that is not on its way */
export function changeVisibility(
  sqs: SqsContext,
  queue: Queue,
  { handle, seconds }: { readonly handle: string | undefined; readonly seconds: number | undefined },
): void {
  if (seconds === undefined) throw missingParameter("VisibilityTimeout");
  if (seconds < 0 || seconds > LONGEST_SECONDS) {
    throw invalidValue(
      seconds,
      "VisibilityTimeout",
      `VisibilityTimeout must be an integer between 0 and ${LONGEST_SECONDS}.`,
    );
  }
  const { message } = held(sqs, queue, handle);
  const now = sqs.clock.now();
  if (message === undefined || message.visibleAt <= now) {
    throw invalidValue(
      handle,
      "ReceiptHandle",
      "Message does not exist or is not available for visibility timeout change.",
    );
  }
  if (now + seconds * 1000 > (message.receivedAt ?? now) + LONGEST_SECONDS * 1000) {
    throw invalidValue(
      seconds,
      "VisibilityTimeout",
      `Total VisibilityTimeout for the message is beyond the limit [${LONGEST_SECONDS} seconds]`,
    );
  }
  sqs.messages.setVisibleAt(message.id, now + seconds * 1000);
  // Also when it is longer: who waits has to wait for another moment.
  sqs.arrivals.tell(queue.name);
}
