import type { Scope } from "../../../core/arns.ts";
import type { Clock, Timers } from "../../../core/clock.ts";
import type { Endpoints } from "../../../core/endpoints.ts";
import type { CustomerKeys } from "../../../core/ports/customer-keys.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Arrivals } from "./arrivals.ts";
import type { MessageStore } from "./message-store.ts";
import type { QueueStore } from "./queue-store.ts";

/** What the rules of the service work with. */
export interface SqsContext {
  readonly queues: QueueStore;
  readonly messages: MessageStore;
  readonly arrivals: Arrivals;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly customerKeys: CustomerKeys;
  readonly endpoints: Pick<Endpoints, "base">;
}
