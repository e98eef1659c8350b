import type { Clock } from "../../../core/clock.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Message } from "./message.ts";

interface Subject {
  readonly clientId: string;
}

/**
 * Tells subscribers of `$aws/events/…` who comes and goes.
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 */
export interface LifecycleEvents {
  newClientId(): string;
  connected(event: Subject & { readonly principalId: string; readonly sourceIp: string }): void;
  disconnected(event: Subject & { readonly principalId: string }): void;
  subscribed(event: Subject & { readonly filters: readonly string[] }): void;
  unsubscribed(event: Subject & { readonly filters: readonly string[] }): void;
}

interface LifecycleOptions {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly publish: (message: Message) => void;
}

export function createLifecycleEvents({ clock, randomness, publish }: LifecycleOptions): LifecycleEvents {
  const tell = (
    family: string,
    eventType: string,
    body: Subject & Readonly<Record<string, unknown>>,
  ): void => {
    // AWS sends none for ids that would be wildcards or more levels in the topic.
    if (/[#+/]/.test(body.clientId)) return;
    const payload = { ...body, timestamp: clock.now(), eventType };
    publish({
      topic: `$aws/events/${family}/${eventType}/${body.clientId}`,
      payload: Buffer.from(JSON.stringify(payload), "utf8"),
      qos: 1,
      retain: false,
    });
  };
  return {
    newClientId: () => `auto-${randomness.uuid()}`,
    connected: ({ clientId, principalId, sourceIp }) =>
      tell("presence", "connected", { clientId, principalIdentifier: principalId, ipAddress: sourceIp }),
    disconnected: ({ clientId, principalId }) =>
      tell("presence", "disconnected", { clientId, principalIdentifier: principalId }),
    subscribed: ({ clientId, filters: topics }) => tell("subscriptions", "subscribed", { clientId, topics }),
    unsubscribed: ({ clientId, filters: topics }) =>
      tell("subscriptions", "unsubscribed", { clientId, topics }),
  };
}
