import type { StoredSchedule } from "../schedules/schedule.ts";
import { DEFAULT_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS } from "../shared/constants.ts";
import type { SchedulerContext } from "../shared/context.ts";

/** Puts the invocation on its way. */
export function sendInvocation(
  scheduler: SchedulerContext,
  { group, name, target }: StoredSchedule,
  scheduledAt: number,
): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = target.RetryPolicy ?? {};
  scheduler.outgoing.add({
    executionId: scheduler.randomness.uuid(),
    ...{ group, name, scheduledAt, target },
    retryAttempts: MaximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
    ageSeconds: MaximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE_SECONDS,
  });
}
