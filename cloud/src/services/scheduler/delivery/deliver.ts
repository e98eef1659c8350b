import type { RoleCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { EventBuses } from "../../../core/ports/event-buses.ts";
import { serviceSession } from "../../../core/role-session.ts";
import { callTarget, sendDeadLetter, type TargetPorts } from "../../../core/target-calls.ts";
import type { Abandoned } from "../../../store/outbox.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import type { SchedulerContext } from "../shared/context.ts";
import type { Invocation } from "../shared/invocation.ts";
import { groupArn, scheduleArn } from "../shared/names.ts";
import { inputOf, isoSeconds } from "./input.ts";

export interface DeliveryPorts extends TargetPorts {
  readonly eventBuses: Pick<EventBuses, "put">;
}

/** One attempt to call the target of a schedule, as its role. @throws AwsError when it is refused */
export function deliver(
  scheduler: SchedulerContext,
  ports: DeliveryPorts,
  { invocation, attempt }: { readonly invocation: Invocation; readonly attempt: number },
): void {
  const caller = sessionOf(scheduler, invocation);
  const input = inputOf(scheduler.scope, invocation, attempt);
  const { Arn, EventBridgeParameters, SqsParameters } = invocation.target;
  if (EventBridgeParameters === undefined) {
    callTarget(ports, { targetArn: Arn, input, caller, groupId: SqsParameters?.MessageGroupId });
    return;
  }
  ports.eventBuses.put(caller, Arn, {
    source: EventBridgeParameters.Source,
    detailType: EventBridgeParameters.DetailType,
    detail: JSON.parse(input) as object,
  });
}

/** SCH-3: the role has to trust the service still; its policies are asked for each call. */
function sessionOf(scheduler: SchedulerContext, { target, group, name }: Invocation): RoleCaller {
  const { RoleArn: roleArn } = target;
  const sourceArn = groupArn(scheduler.scope, group);
  const acting = { roleArn, service: SERVICE_PRINCIPAL, sourceArn, sessionName: name, rule: "SCH-3" };
  return serviceSession(
    scheduler,
    acting,
    () =>
      new AwsError(
        "AccessDeniedException",
        `EventBridge Scheduler is not authorized to assume role ${roleArn}.`,
      ),
  );
}

/**
 * Leaves what was not delivered at the schedule's dead-letter queue, as its role.
 * @throws AwsError when that refuses
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function leaveDeadLetter(
  scheduler: SchedulerContext,
  ports: DeliveryPorts,
  invocation: Invocation,
  { error, retryAttempts, condition }: Abandoned,
): void {
  const { target, executionId, scheduledAt } = invocation;
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return;
  sendDeadLetter(ports, sessionOf(scheduler, invocation), {
    queueArn,
    body: inputOf(scheduler.scope, invocation, retryAttempts + 1),
    attributes: {
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
      EXECUTION_ID: executionId,
      EXHAUSTED_RETRY_CONDITION: condition,
      IS_PAYLOAD_TRUNCATED: "false",
      RETRY_ATTEMPTS: String(retryAttempts),
      SCHEDULED_TIME: isoSeconds(scheduledAt),
      SCHEDULE_ARN: scheduleArn(scheduler.scope, invocation),
      TARGET_ARN: target.Arn,
    },
  });
}
