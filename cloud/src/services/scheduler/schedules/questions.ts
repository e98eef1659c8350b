import { isOfOtherAccount } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Question } from "../../../wire/operation.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { keyOf, scheduleArn } from "../shared/names.ts";

/** SCH-1: the one question of most operations on schedules. */
export function onSchedule<Input extends { readonly Name: string; readonly GroupName?: string }>(
  { scope }: SchedulerContext,
  action: string,
): (input: Input) => readonly Question[] {
  return (input) => [{ action: `scheduler:${action}`, resource: scheduleArn(scope, keyOf(input)) }];
}

/** SCH-2: only who may pass a role gives it to a schedule; nobody gives one of another account. */
export function passRole({ scope }: SchedulerContext, role: string): Question {
  if (isOfOtherAccount(role, scope)) {
    throw new AwsError("AccessDeniedException", "Cross-account pass role is not allowed.", 403);
  }
  return {
    action: "iam:PassRole",
    resource: role,
    context: { "iam:PassedToService": SERVICE_PRINCIPAL },
  };
}
