import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Database } from "../../../store/database.ts";
import type { IotPrincipal } from "../principals/principal.ts";
import { MAX_WAITING_MESSAGES, SESSION_EXPIRY_SECONDS } from "../shared/constants.ts";
import { lowerQos, type Message, type MessageOrigin, type Qos } from "./message.ts";
import { mayReceive, Session, type SessionLink, TAKEN_OVER } from "./session.ts";
import { ShareGroup } from "./share-group.ts";
import {
  createMemoryOutbox,
  createRetainedStore,
  createSessionStore,
  type RetainedStore,
  type SessionStore,
} from "./store.ts";
import { basicIngest, filterMatches, hasWildcard, sharedFilter } from "./topics.ts";

const NOBODY: MessageOrigin = { clientId: undefined, principal: "", sourceIp: "", cause: undefined, hops: 0 };

type Watcher = (message: Message) => void;
type Subscriber = Session | ShareGroup | Watcher;

interface BrokerOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes what is published for topic rules, within the transaction. `ingest`: the rule that alone gets it. */
  readonly taken?: (message: Message, origin: MessageOrigin, ingest?: string) => void;
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
  readonly #index = new SubscriptionIndex<Subscriber>();
  /** By their whole filter, `$share/…`. */
  readonly #groups = new Map<string, ShareGroup>();

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
      for (const [filter, qos] of stored.subscriptions) this.#link(session, filter, qos);
    }
  }

  /** Publishes: retained first, then to everyone who subscribed. Durable when it returns. */
  publish(message: Message, origin: MessageOrigin = NOBODY): void {
    const live: Message = { ...message, retain: false };
    const ingest = basicIngest(message.topic);
    if (ingest !== undefined) {
      // IOT-22: what goes to a rule goes to nobody else.
      this.#options.taken?.({ ...live, topic: ingest.topic }, origin, ingest.rule);
      return;
    }
    this.#options.database.transaction(() => {
      this.#options.taken?.(live, origin);
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

  /**
   * Opens the session of a client id; an older connection of that id is dropped (takeover).
   * @returns undefined when the id belongs to another identity
   */
  open({ clientId, clean, link }: OpenRequest): OpenedSession | undefined {
    const existing = this.#sessions.get(clientId);
    const isExpired = existing !== undefined && this.#isExpired(existing);
    if (isExpired) this.forget(existing);
    // IOT-18: neither a connection nor what its session missed is lost to another identity.
    if (existing !== undefined && !isExpired && existing.owner !== link.principal.id) return undefined;
    existing?.link?.drop(TAKEN_OVER);
    const kept = this.#sessions.get(clientId);
    if (kept !== undefined && clean) this.forget(kept);
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
    for (const filter of session.subscriptions.keys()) this.#unlink(session, filter);
    session.link = undefined;
    if (this.#sessions.get(session.clientId) === session) this.#sessions.delete(session.clientId);
    if (!session.clean) this.#store.remove(session.clientId);
  }

  subscribe(session: Session, filter: string, qos: Qos): void {
    this.#link(session, filter, qos);
    if (!session.clean) this.#store.subscribe(session.clientId, filter, qos);
  }

  /** IOT-11: the retained message of exactly this filter; wildcards and shares get none. */
  deliverRetained(session: Session, filter: string, qos: Qos): void {
    if (hasWildcard(filter) || sharedFilter(filter) !== undefined) return;
    const found = this.retained.find(filter);
    if (found === undefined) return;
    const { topic, payload } = found;
    this.#hand(session, { topic, payload, qos: lowerQos(qos, found.qos), retain: true });
  }

  unsubscribe(session: Session, filter: string): void {
    this.#unlink(session, filter);
    if (!session.clean) this.#store.unsubscribe(session.clientId, filter);
  }

  /** Throws away persistent sessions nobody came back for. */
  expireSessions(): void {
    for (const session of this.#sessions.values()) if (this.#isExpired(session)) this.forget(session);
  }

  #link(session: Session, filter: string, qos: Qos): void {
    session.subscriptions.set(filter, qos);
    const shared = sharedFilter(filter);
    if (shared === undefined) {
      this.#index.add(filter, session, qos);
      return;
    }
    const group = this.#groups.get(filter) ?? new ShareGroup();
    this.#groups.set(filter, group);
    group.add(session, qos);
    this.#index.add(shared, group, 1);
  }

  #unlink(session: Session, filter: string): void {
    session.subscriptions.delete(filter);
    const shared = sharedFilter(filter);
    const group = this.#groups.get(filter);
    if (shared === undefined || group === undefined) {
      this.#index.remove(filter, session);
      return;
    }
    group.remove(session);
    if (!group.isEmpty) return;
    this.#groups.delete(filter);
    this.#index.remove(shared, group);
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

  #hand(subscriber: Subscriber, message: Message): void {
    if (subscriber instanceof ShareGroup) {
      const chosen = subscriber.next((session) => mayReceive(session, message.topic));
      if (chosen === undefined) return;
      chosen.session.deliver({ ...message, qos: lowerQos(chosen.qos, message.qos) });
      return;
    }
    if (subscriber instanceof Session) {
      // IOT-7: every delivery is asked for; a message the policies keep back is dropped.
      if (mayReceive(subscriber, message.topic)) subscriber.deliver(message);
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

/** Finds the subscribers of a topic: exact filters by look-up, wildcard filters by matching. */
class SubscriptionIndex<Subscriber> {
  readonly #exact = new Map<string, Map<Subscriber, Qos>>();
  readonly #wildcards = new Map<
    string,
    { readonly levels: readonly string[]; readonly subscribers: Map<Subscriber, Qos> }
  >();

  add(filter: string, subscriber: Subscriber, qos: Qos): void {
    this.#subscribers(filter).set(subscriber, qos);
  }

  remove(filter: string, subscriber: Subscriber): void {
    const subscribers = this.#exact.get(filter) ?? this.#wildcards.get(filter)?.subscribers;
    subscribers?.delete(subscriber);
    if (subscribers?.size !== 0) return;
    this.#exact.delete(filter);
    this.#wildcards.delete(filter);
  }

  /** Each subscriber once, with the highest QoS of its filters that take the topic. */
  match(topic: string): ReadonlyMap<Subscriber, Qos> {
    const exact = this.#exact.get(topic);
    if (this.#wildcards.size === 0) return exact ?? new Map<Subscriber, Qos>();
    const found = new Map<Subscriber, Qos>(exact ?? []);
    const levels = topic.split("/");
    for (const entry of this.#wildcards.values()) {
      if (!filterMatches(entry.levels, levels)) continue;
      for (const [subscriber, qos] of entry.subscribers) {
        if ((found.get(subscriber) ?? -1) < qos) found.set(subscriber, qos);
      }
    }
    return found;
  }

  #subscribers(filter: string): Map<Subscriber, Qos> {
    if (!hasWildcard(filter)) {
      const known = this.#exact.get(filter) ?? new Map<Subscriber, Qos>();
      this.#exact.set(filter, known);
      return known;
    }
    const entry = this.#wildcards.get(filter) ?? {
      levels: filter.split("/"),
      subscribers: new Map<Subscriber, Qos>(),
    };
    this.#wildcards.set(filter, entry);
    return entry.subscribers;
  }
}
