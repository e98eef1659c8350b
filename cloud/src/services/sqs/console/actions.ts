import { refused, settled } from "../../../web/settled.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest } from "../../../wire/console-area.ts";
import { queuePath } from "./addresses.ts";
import { isFifo, nameOfArn, numberOf, type QueueView, readQueue, readSources } from "./read.ts";

/** Sends what the form says. */
export function send(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = nameIn(request);
  const { form } = request;
  const delay = form.text("delay");
  return settled(queuePath(name), async () => {
    const { url } = await readQueue(console, name);
    const { MessageId } = await console.call<{ MessageId: string }>("sqs", "SendMessage", {
      QueueUrl: url,
      MessageBody: form.text("body"),
      ...(delay === "" ? {} : { DelaySeconds: Number(delay) }),
      ...given("MessageGroupId", form.text("group")),
      ...given("MessageDeduplicationId", form.text("deduplication")),
    });
    return { verdict: "yes", text: `Sent as ${MessageId}.` };
  });
}

/** CON-8: takes all messages away, when the name was typed. */
export async function purge(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = nameIn(request);
  if (request.form.text("typed") !== name) {
    return refused(queuePath(name), "The name that was typed is another one. Nothing was purged.");
  }
  return settled(queuePath(name), async () => {
    const { url } = await readQueue(console, name);
    await console.call("sqs", "PurgeQueue", { QueueUrl: url });
    return { verdict: "yes", text: `${name} is empty.` };
  });
}

/** As many as one page waits for. */
export const REDRIVEN_AT_ONCE = 100;
const IN_A_RECEIVE = 10;
/** While a message is sent back nobody else gets it. */
const HIDDEN_SECONDS = 60;

/** Sends dead letters back to where they came from: each is sent before it is deleted here. */
export function redrive(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const name = nameIn(request);
  return settled(queuePath(name), async () => {
    const queue = await readQueue(console, name);
    const [only, ...others] = await readSources(console, queue.url);
    // Of what was sent here by hand nothing tells where it belongs, unless there is one place only.
    const whence = others.length === 0 ? only : undefined;
    const { moved, left } = await sendBack(console, queue, whence);
    const waiting = numberOf(await readQueue(console, name), "ApproximateNumberOfMessages");
    const text = [
      `${moved} ${moved === 1 ? "message was" : "messages were"} sent back.`,
      ...(left === 0
        ? []
        : [`${left} stay: they were sent here by hand, and several queues have dead letters here.`]),
      ...(waiting === 0 ? [] : [`${waiting} wait.`]),
    ].join(" ");
    return { verdict: moved === 0 ? "if" : "yes", text };
  });
}

interface DeadLetter {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly MessageAttributes?: object;
}

async function sendBack(console: ConsoleContext, queue: QueueView, whence: string | undefined) {
  let [moved, left] = [0, 0];
  while (moved + left < REDRIVEN_AT_ONCE) {
    const { Messages = [] } = await console.call<{ Messages?: readonly DeadLetter[] }>(
      "sqs",
      "ReceiveMessage",
      {
        QueueUrl: queue.url,
        MaxNumberOfMessages: IN_A_RECEIVE,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      },
    );
    if (Messages.length === 0) break;
    for (const letter of Messages) {
      const source = letter.Attributes["DeadLetterQueueSourceArn"];
      const target = source === undefined ? whence : nameOfArn(source);
      if (target === undefined) {
        left += 1;
        continue;
      }
      await moveTo(console, { queue, letter, target });
      moved += 1;
    }
  }
  return { moved, left };
}

interface Move {
  readonly queue: QueueView;
  readonly letter: DeadLetter;
  readonly target: string;
}

async function moveTo(console: ConsoleContext, { queue, letter, target }: Move): Promise<void> {
  const { url } = await readQueue(console, target);
  await console.call("sqs", "SendMessage", {
    QueueUrl: url,
    MessageBody: letter.Body,
    ...(letter.MessageAttributes === undefined ? {} : { MessageAttributes: letter.MessageAttributes }),
    ...given("MessageGroupId", letter.Attributes["MessageGroupId"]),
    // Within five minutes of the first sending its own id would make it the same message, which nobody gets.
    ...given("MessageDeduplicationId", isFifo(queue) ? `redriven-${letter.MessageId}` : undefined),
  });
  await console.call("sqs", "DeleteMessage", { QueueUrl: queue.url, ReceiptHandle: letter.ReceiptHandle });
}

function given(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined || value === "" ? {} : { [name]: value };
}

function nameIn({ parameters }: ConsoleRequest): string {
  return parameters["name"] ?? "";
}
