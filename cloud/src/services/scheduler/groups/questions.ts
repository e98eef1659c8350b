import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { groupArn } from "../shared/names.ts";

/** SCH-1: what is asked about a group. */
export function groupQuestion(
  { scope }: SchedulerContext,
  action: string,
  name: string,
  context: ConditionContext = {},
): Question {
  return { action: `scheduler:${action}`, resource: groupArn(scope, name), context };
}

/** Of operations that name the group by its ARN. */
export function tagQuestion(action: string, arn: string, context: ConditionContext = {}): Question {
  return { action: `scheduler:${action}`, resource: arn, context };
}
