import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Database } from "../../../store/database.ts";
import { MAX_WAITING_MESSAGES, SESSION_EXPIRY_SECONDS } from "../constants.ts";
import type { IotPrincipal } from "../principals/principal.ts";
import { lowerQos, type Message, type Qos } from "./message.ts";
import { Session, type SessionLink, TAKEN_OVER } from "./session.ts";
import {
  createMemoryOutbox,
  createRetainedStore,
  createSessionStore,
  type RetainedStore,
  type SessionStore,
} from "./store.ts";
import { SubscriptionIndex } from "./subscription-index.ts";
import { hasWildcard } from "./topics.ts";

type Watcher = (message: Message) => void;

interface BrokerOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface OpenRequest {
  readonly clientId: string;
  readonly clean: boolean;
  readonly link: SessionLink;
}

interface OpenedSession {
  readonly session: Session;
  readonly sessionPresent: boolean;
}

/** Routes messages between publishers, sessions and watchers; keeps what must survive. */
export class Broker {
  readonly retained: RetainedStore;
  readonly #options: BrokerOptions;
  readonly #store: SessionStore;
  readonly #sessions = new Map<string, Session>();
  readonly #index = new SubscriptionIndex<Session | Watcher>();

  constructor(options: BrokerOptions) {
    this.#options = options;
    this.retained = createRetainedStore(options.database);
    this.#store = createSessionStore(options.database);
    for (const stored of this.#store.load()) {
      const { clientId, owner } = stored;
      const session = new Session({ clientId, owner, clean: false, outbox: this.#store.outbox(clientId) });
      // A session that a killed process left open counts from now.
      session.leftAt = stored.leftAt ?? options.clock.now();
      this.#sessions.set(clientId, session);
      for (const [filter, qos] of stored.subscriptions) this.#index.add(filter, session, qos);
      for (const [filter, qos] of stored.subscriptions) session.subscriptions.set(filter, qos);
    }
  }

  /** Publishes: retained first, then to everyone who subscribed. Durable when it returns. */
  publish(message: Message): void {
    const live: Message = { ...message, retain: false };
    this.#options.database.transaction(() => {
      if (message.retain) this.#retain(message);
      for (const [subscriber, qos] of this.#index.match(message.topic)) {
        this.#hand(subscriber, { ...live, qos: lowerQos(qos, message.qos) });
      }
    });
  }

  /** In-process subscription, e.g. of the console. @returns how to end it */
  watch(filter: string, watcher: Watcher): () => void {
    // A function of its own: the same watcher may watch a filter twice.
    const entry: Watcher = (message) => watcher(message);
    this.#index.add(filter, entry, 1);
    return () => this.#index.remove(filter, entry);
  }

  /** Opens the session of a client id; an older connection of that id is dropped (takeover). */
  open({ clientId, clean, link }: OpenRequest): OpenedSession {
    const existing = this.#sessions.get(clientId);
    existing?.link?.drop(TAKEN_OVER);
    const kept = this.#sessions.get(clientId);
    // IOT-18: what one identity subscribed to and missed is not handed to another.
    if (kept !== undefined && (clean || kept.owner !== link.principal.id || this.#isExpired(kept))) {
      this.forget(kept);
    }
    const resumed = this.#sessions.get(clientId);
    const session = resumed ?? this.#create(clientId, clean, link.principal);
    session.attach(link);
    if (!session.clean) this.#store.open(clientId, session.owner);
    return { session, sessionPresent: resumed !== undefined };
  }

  /** The connection of a session ended. */
  leave(session: Session): void {
    if (session.clean) {
      this.forget(session);
      return;
    }
    const now = this.#options.clock.now();
    session.detach(now);
    this.#store.leave(session.clientId, now);
  }

  forget(session: Session): void {
    for (const filter of session.subscriptions.keys()) this.#index.remove(filter, session);
    session.subscriptions.clear();
    session.link = undefined;
    if (this.#sessions.get(session.clientId) === session) this.#sessions.delete(session.clientId);
    if (!session.clean) this.#store.remove(session.clientId);
  }

  subscribe(session: Session, filter: string, qos: Qos): void {
    session.subscriptions.set(filter, qos);
    this.#index.add(filter, session, qos);
    if (!session.clean) this.#store.subscribe(session.clientId, filter, qos);
  }

  /** IOT-11: the retained message of exactly this filter; wildcards get none. */
  deliverRetained(session: Session, filter: string, qos: Qos): void {
    if (hasWildcard(filter)) return;
    const found = this.retained.find(filter);
    if (found === undefined) return;
    const { topic, payload } = found;
    this.#hand(session, { topic, payload, qos: lowerQos(qos, found.qos), retain: true });
  }

  unsubscribe(session: Session, filter: string): void {
    session.subscriptions.delete(filter);
    this.#index.remove(filter, session);
    if (!session.clean) this.#store.unsubscribe(session.clientId, filter);
  }

  /** Throws away persistent sessions nobody came back for. */
  expireSessions(): void {
    for (const session of this.#sessions.values()) if (this.#isExpired(session)) this.forget(session);
  }

  #create(clientId: string, clean: boolean, principal: IotPrincipal): Session {
    const outbox = clean ? createMemoryOutbox(MAX_WAITING_MESSAGES) : this.#store.outbox(clientId);
    const session = new Session({ clientId, owner: principal.id, clean, outbox });
    this.#sessions.set(clientId, session);
    return session;
  }

  #retain(message: Message): void {
    const { topic, payload, qos } = message;
    if (payload.length === 0) this.retained.remove(topic);
    else this.retained.save({ topic, payload, qos, modifiedAt: this.#options.clock.now() });
  }

  #hand(subscriber: Session | Watcher, message: Message): void {
    if (subscriber instanceof Session) {
      // IOT-7: every delivery is asked for; a message the policies keep back is dropped.
      const { link, clientId } = subscriber;
      const resource = `topic/${message.topic}`;
      const question = { action: "Receive", resource, conditions: { "iot:ClientId": clientId } } as const;
      if (link?.principal.may(question) === false) {
        link.notDelivered?.(question);
        return;
      }
      subscriber.deliver(message);
      return;
    }
    try {
      subscriber(message);
    } catch (error) {
      this.#options.logger.warn({ err: error }, "A watcher of MQTT messages failed.");
    }
  }

  #isExpired(session: Session): boolean {
    if (session.link !== undefined || session.leftAt === undefined) return false;
    return this.#options.clock.now() - session.leftAt >= SESSION_EXPIRY_SECONDS * 1000;
  }
}
