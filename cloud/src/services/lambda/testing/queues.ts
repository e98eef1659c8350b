import { createHash } from "node:crypto";
import type {
  MessageQueues,
  OutgoingMessage,
  QueueAction,
  ReceivedMessage,
} from "../../../core/ports/message-queues.ts";
import { SCOPE } from "./service.ts";

export const queueArn = (name: string): string => `arn:aws:sqs:eu-west-1:${SCOPE.accountId}:${name}`;

interface Held {
  readonly message: ReceivedMessage;
  hidden: boolean;
}

/** Queues in memory: a message that was received comes again when the test says so. */
export interface TestQueues extends MessageQueues {
  /** Makes a queue. */
  make(
    name: string,
    facts?: { readonly isFifo?: boolean; readonly visibilityTimeoutSeconds?: number },
  ): string;
  /** Actions that the functions' role may not do from now on. */
  denied: readonly QueueAction[];
  /** Every message that was received and not deleted is there again. */
  reappear(name: string): void;
  /** Bodies of what is there, received or not. */
  left(name: string): readonly string[];
  /** What was sent by the service. */
  sent(name: string): readonly OutgoingMessage[];
  /** Resolves when so many messages were deleted from the queue since it was made. */
  deleted(name: string, count: number): Promise<void>;
  put(name: string, ...bodies: readonly string[]): void;
}

export function testQueues(): TestQueues {
  const queues = new Map<
    string,
    { readonly facts: object; held: Held[]; sent: OutgoingMessage[]; deleted: number }
  >();
  const waiting = new Set<() => void>();
  let count = 0;
  const changed = (): void => {
    for (const wake of [...waiting]) wake();
  };
  const of = (arn: string) => {
    const queue = queues.get(arn);
    if (queue === undefined) throw new Error(`There is no queue ${arn}.`);
    return queue;
  };
  const next = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
      signal?.addEventListener("abort", wake);
    });
  const self: TestQueues = {
    denied: [],
    make: (name, facts = {}) => {
      const arn = queueArn(name);
      queues.set(arn, { facts, held: [], sent: [], deleted: 0 });
      return arn;
    },
    put: (name, ...bodies) => {
      for (const body of bodies) {
        count += 1;
        of(queueArn(name)).held.push({ hidden: false, message: messageOf(body, count) });
      }
      changed();
    },
    reappear: (name) => {
      for (const one of of(queueArn(name)).held) one.hidden = false;
      changed();
    },
    left: (name) => of(queueArn(name)).held.map(({ message }) => message.body),
    sent: (name) => of(queueArn(name)).sent,
    deleted: async (name, wanted) => {
      while (of(queueArn(name)).deleted < wanted) await next();
    },
    find: (arn) => {
      const queue = queues.get(arn);
      return queue && { arn, isFifo: false, visibilityTimeoutSeconds: 30, ...queue.facts };
    },
    decide: (_caller, action) => ({
      allowed: !self.denied.includes(action),
      message: `not authorized to perform: ${action}`,
      explanation: "",
    }),
    send: (caller, arn, message) => {
      if (!self.decide(caller, "sqs:SendMessage", arn).allowed) throw new Error("not authorized");
      of(arn).sent.push(message);
      changed();
      return "id";
    },
    receive: async (caller, arn, { maxMessages, waitSeconds, signal }) => {
      for (;;) {
        if (!self.decide(caller, "sqs:ReceiveMessage", arn).allowed) throw new Error("not authorized");
        const found = of(arn)
          .held.filter(({ hidden }) => !hidden)
          .slice(0, maxMessages);
        for (const one of found) one.hidden = true;
        if (found.length > 0 || waitSeconds === 0 || signal?.aborted === true) {
          return found.map(({ message }) => message);
        }
        await next(signal);
      }
    },
    delete: (_caller, arn, handles) => {
      const queue = of(arn);
      queue.held = queue.held.filter(({ message }) => !handles.includes(message.receiptHandle));
      queue.deleted += handles.length;
      changed();
    },
  };
  return self;
}

function messageOf(body: string, count: number): ReceivedMessage {
  return {
    messageId: `m${count}`,
    receiptHandle: `h${count}`,
    body,
    md5OfBody: createHash("md5").update(body).digest("hex"),
    attributes: {},
    md5OfAttributes: undefined,
    systemAttributes: { ApproximateReceiveCount: "1" },
  };
}
