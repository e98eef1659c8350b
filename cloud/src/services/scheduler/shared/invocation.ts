import type { RetryLimits } from "../../../store/outbox.ts";
import type { Target } from "../../../wire/models/generated/scheduler.types.ts";

/** One time that a schedule was due, on its way to the target. */
export interface Invocation extends RetryLimits {
  readonly executionId: string;
  readonly group: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly scheduledAt: number;
  readonly target: Target;
}
