import type { Qos } from "./message.ts";
import { filterMatches, hasWildcard } from "./topics.ts";

/** Finds the subscribers of a topic: exact filters by look-up, wildcard filters by matching. */
export class SubscriptionIndex<Subscriber> {
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
