import type { CustomerKeys } from "../../../../core/ports/customer-keys.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import type { BucketsContext } from "../buckets/context.ts";
import type { ObjectEvents } from "../notifications/events.ts";
import type { Blobs } from "./blobs.ts";
import type { ObjectStore } from "./store.ts";

/** What objects stand on. */
export interface ObjectsContext extends BucketsContext {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly blobs: Blobs;
  readonly randomness: Randomness;
  readonly customerKeys: CustomerKeys;
  readonly events: ObjectEvents;
  /** Uploads to a key hear of its deletion. */
  readonly uploads: { markKeyDeleted(bucket: string, key: string): void };
}
