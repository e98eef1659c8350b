import type { RoleAssumer, RoleFinder } from "../../../core/ports/credentials.ts";
import type { EventBuses } from "../../../core/ports/event-buses.ts";
import type { MessageQueues } from "../../../core/ports/message-queues.ts";
import type { SnsTopics } from "../../../core/ports/sns-topics.ts";
import type { LayersContext } from "../layers/context.ts";
import type { ProvisionedConcurrency } from "./function.ts";
import type { QualifierStore } from "./qualifier-store.ts";
import type { FunctionStore } from "./store.ts";

/** What the rules of functions and of their policies work with. */
export interface FunctionsContext extends LayersContext {
  readonly store: FunctionStore;
  readonly provisioned: QualifierStore<ProvisionedConcurrency>;
  readonly roleAssumer: RoleAssumer;
  readonly roles: RoleFinder;
  /** Where what functions leave over goes. */
  readonly messageQueues: MessageQueues;
  readonly snsTopics: SnsTopics;
  readonly eventBuses: EventBuses;
  /** Takes runtimes that AWS has retired and that this cloud can still run. */
  readonly allowsRetired: boolean;
  /** Told of a function whose versions, aliases, concurrency or policy are no longer what they were. */
  readonly changed: (functionName: string) => void;
  /** Told of a function that is deleted, in the transaction that deletes it. */
  readonly removed: (functionName: string) => void;
}
