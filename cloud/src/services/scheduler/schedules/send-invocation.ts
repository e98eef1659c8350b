import { DEFAULT_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS } from "../shared/constants.ts";
import type { SchedulerContext } from "../shared/context.ts";
import type { StoredSchedule } from "../shared/schedule.ts";

/** Puts the invocation on its way. @returns its execution id */
export function sendInvocation(
  scheduler: SchedulerContext,
  { group, name, target }: StoredSchedule,
  scheduledAt: number,
): string {
  const executionId = scheduler.randomness.uuid();
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = target.RetryPolicy ?? {};
  scheduler.outgoing.add({
    ...{ executionId, group, name, scheduledAt, target },
    retryAttempts: MaximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
    ageSeconds: MaximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE_SECONDS,
  });
  return executionId;
}
