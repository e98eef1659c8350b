import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { BusStore } from "./bus-store.ts";
import type { Outgoing } from "./outgoing.ts";
import type { RuleStore } from "./rule-store.ts";

export interface EventsContext {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, "uuid">;
  readonly buses: BusStore;
  readonly rules: RuleStore;
  /** All that `work` writes, or nothing of it. */
  transaction<Result>(work: () => Result): Result;
  /** What is on its way to targets. */
  readonly outgoing: Outgoing;
}
