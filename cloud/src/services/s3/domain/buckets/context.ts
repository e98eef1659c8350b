import type { Scope } from "../../../../core/arns.ts";
import type { Clock } from "../../../../core/clock.ts";
import type { BucketStore } from "./store.ts";

/** What buckets stand on. */
export interface BucketsContext {
  readonly buckets: BucketStore;
  readonly clock: Clock;
  readonly scope: Scope;
}
