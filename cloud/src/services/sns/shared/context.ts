import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Endpoints } from "../../../core/endpoints.ts";
import type { CustomerKeys } from "../../../core/ports/customer-keys.ts";
import type { FunctionEvents } from "../../../core/ports/function-events.ts";
import type { Mailbox } from "../../../core/ports/mailbox.ts";
import type { MessageQueues } from "../../../core/ports/message-queues.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { DeliveryStore } from "./delivery-store.ts";
import type { TopicStore } from "./topic-store.ts";

/** What the rules of the service work with. */
export interface SnsContext {
  readonly topics: TopicStore;
  readonly deliveries: DeliveryStore;
  /** There is something to deliver. */
  readonly wake: () => void;
  readonly messageQueues: MessageQueues;
  readonly functionEvents: FunctionEvents;
  readonly customerKeys: CustomerKeys;
  readonly mailbox: Mailbox;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Pick<Endpoints, "base">;
}
