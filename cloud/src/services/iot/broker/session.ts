import type { IotPrincipal } from "../principals/principal.ts";
import type { IotQuestion } from "../principals/question.ts";
import { MAX_INFLIGHT } from "../shared/constants.ts";
import type { Message, Qos } from "./message.ts";
import type { Outbox } from "./store.ts";

/** Why a connection is dropped for a newer one of its client id. */
export const TAKEN_OVER = "Another connection uses the same client id.";

/** The side of a connection that a session sends through. */
export interface SessionLink {
  readonly principal: IotPrincipal;
  send(message: Message, delivery: { readonly messageId: number; readonly dup: boolean }): void;
  sendQos0(message: Message): void;
  /** The session was taken by another connection or thrown away. */
  drop(reason: string): void;
  /** A message did not go out because the policies do not allow it. */
  notDelivered?(question: IotQuestion): void;
}

interface SessionOptions {
  readonly clientId: string;
  readonly owner: string;
  readonly clean: boolean;
  readonly outbox: Outbox;
}

const MAX_MESSAGE_ID = 65_535;

/** What the broker knows of one client id: subscriptions, undelivered messages, the connection. */
export class Session {
  readonly clientId: string;
  readonly owner: string;
  readonly clean: boolean;
  readonly subscriptions = new Map<string, Qos>();
  link: SessionLink | undefined;
  /** Epoch milliseconds of the last disconnect. */
  leftAt: number | undefined;
  readonly #outbox: Outbox;
  readonly #inflight = new Map<number, number>();
  #sentUpTo = 0;
  #everSentUpTo = 0;
  #lastMessageId = 0;

  constructor(options: SessionOptions) {
    this.clientId = options.clientId;
    this.owner = options.owner;
    this.clean = options.clean;
    this.#outbox = options.outbox;
  }

  /** Hands a message to the client, or keeps it for later when QoS 1 and nobody is there. */
  deliver(message: Message): void {
    if (message.qos === 0) {
      this.link?.sendQos0(message);
      return;
    }
    this.#outbox.add(message);
    this.#pump();
  }

  /** Binds a connection and sends again what was not acknowledged. */
  attach(link: SessionLink): void {
    this.link = link;
    this.leftAt = undefined;
    this.#inflight.clear();
    this.#sentUpTo = 0;
  }

  /** Sends what waits; called once the client has its CONNACK. */
  resume(): void {
    this.#dropRefused();
    this.#pump();
  }

  detach(at: number): void {
    this.link = undefined;
    this.leftAt = at;
    this.#inflight.clear();
  }

  acknowledge(messageId: number): void {
    const seq = this.#inflight.get(messageId);
    if (seq === undefined) return;
    this.#inflight.delete(messageId);
    this.#outbox.remove(seq);
    this.#pump();
  }

  /** IOT-7: nobody could be asked while nobody was there. */
  #dropRefused(): void {
    let batch = this.#outbox.after(0, MAX_INFLIGHT);
    for (let last = batch.at(-1); last !== undefined; last = batch.at(-1)) {
      for (const { seq, message } of batch) if (!mayReceive(this, message.topic)) this.#outbox.remove(seq);
      batch = this.#outbox.after(last.seq, MAX_INFLIGHT);
    }
  }

  #pump(): void {
    const { link } = this;
    if (link === undefined || this.#inflight.size >= MAX_INFLIGHT) return;
    for (const { seq, message } of this.#outbox.after(this.#sentUpTo, MAX_INFLIGHT - this.#inflight.size)) {
      const messageId = this.#nextMessageId();
      const dup = seq <= this.#everSentUpTo;
      this.#inflight.set(messageId, seq);
      this.#sentUpTo = seq;
      this.#everSentUpTo = Math.max(this.#everSentUpTo, seq);
      link.send(message, { messageId, dup });
    }
  }

  #nextMessageId(): number {
    do {
      this.#lastMessageId = (this.#lastMessageId % MAX_MESSAGE_ID) + 1;
    } while (this.#inflight.has(this.#lastMessageId));
    return this.#lastMessageId;
  }
}

/** False, and told to the connection, when the receiver's policies keep the message back. */
export function mayReceive({ link, clientId }: Pick<Session, "link" | "clientId">, topic: string): boolean {
  const question = {
    action: "Receive",
    resource: `topic/${topic}`,
    conditions: { "iot:ClientId": clientId },
  } as const;
  if (link?.principal.may(question) !== false) return true;
  link.notDelivered?.(question);
  return false;
}
