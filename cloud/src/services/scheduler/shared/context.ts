import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { RoleAssumer, RoleFinder } from "../../../core/ports/credentials.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Outbox } from "../../../store/outbox.ts";
import type { GroupStore } from "./group-store.ts";
import type { Invocation } from "./invocation.ts";
import type { ScheduleStore } from "./schedule-store.ts";

export interface SchedulerContext {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, "uuid">;
  readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
  readonly roles: RoleFinder;
  readonly groups: GroupStore;
  readonly schedules: ScheduleStore;
  /** All that `work` writes, or nothing of it. */
  transaction<Result>(work: () => Result): Result;
  /** What is on its way to targets. */
  readonly outgoing: Outbox<Invocation>;
}
