import type { Clock } from "../../../../core/clock.ts";
import type { Bucket } from "../buckets/bucket.ts";
import { isAbout } from "./configuration.ts";
import type { Occasion, Occurrence } from "./occurrence.ts";
import type { Addressee, EventOutbox } from "./outbox.ts";

/** Object of an event, as far as the event tells of it. */
export type Touched = Pick<Occurrence, "key" | "size" | "etag"> & { readonly versionId?: string };

/** Takes note of what happens to objects. */
export interface ObjectEvents {
  /**
   * Keeps the event for everybody whom the bucket tells of it. Belongs into the transaction of the write:
   * the event is there if the write is.
   */
  note(bucket: Bucket, occasion: Occasion, touched: Touched): void;
}

interface Options {
  readonly outbox: EventOutbox;
  readonly clock: Clock;
  /** Something waits. */
  readonly wake: () => void;
}

const TO_EVENT_BRIDGE: Addressee = { kind: "EventBridge", arn: "", configurationId: "" };

export function createObjectEvents({ outbox, clock, wake }: Options): ObjectEvents {
  return {
    note: (bucket, { name, origin }, { versionId, ...touched }) => {
      if (bucket.notifications === undefined) return;
      const { notifications, eventBridge } = bucket.notifications;
      const addressees: Addressee[] = notifications
        .filter((notification) => isAbout(notification, name, touched.key))
        .map(({ kind, arn, id }) => ({ kind, arn, configurationId: id }));
      if (eventBridge) addressees.push(TO_EVENT_BRIDGE);
      if (addressees.length === 0) return;
      const versioned = bucket.versioning !== undefined && versionId !== undefined;
      outbox.add(
        {
          ...touched,
          ...(versioned ? { versionId } : {}),
          name,
          origin: origin(),
          bucket: bucket.name,
          time: clock.now(),
        },
        addressees,
      );
      wake();
    },
  };
}
