import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import type { EventsContext } from "../shared/context.ts";
import { type RuleKey, ruleArn } from "../shared/names.ts";
import { type RuleInput, ruleKeyOf } from "./manager.ts";

/**
 * EVT-1: what is asked about a rule. A rule that is there was made by this account: there is no other.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export function ruleQuestion(
  events: EventsContext,
  action: string,
  key: RuleKey,
  context: ConditionContext = {},
): Question {
  const creator =
    events.rules.find(key) === undefined ? {} : { "events:creatorAccount": events.scope.accountId };
  return {
    action: `events:${action}`,
    resource: ruleArn(events.scope, key),
    context: { ...creator, ...context },
  };
}

/** The one question of most operations on rules. */
export function onRule<Input extends RuleInput>(
  events: EventsContext,
  action: string,
): (input: Input) => readonly Question[] {
  return (input) => [ruleQuestion(events, action, ruleKeyOf(events, input))];
}

/** The same, of operations that call the rule `Rule`. */
export function onTargetsOf<
  Input extends { readonly Rule: string; readonly EventBusName?: string | undefined },
>(
  events: EventsContext,
  action: string,
  context?: (input: Input) => ConditionContext,
): (input: Input) => readonly Question[] {
  return (input) => {
    const key = ruleKeyOf(events, { Name: input.Rule, EventBusName: input.EventBusName });
    return [ruleQuestion(events, action, key, context?.(input))];
  };
}
