import type { DescribeRuleRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describedRule } from "../rules/describe.ts";
import { requireRule, ruleKeyOf } from "../rules/manager.ts";
import { onRule } from "../rules/questions.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export function DescribeRule(events: EventsContext): Operation<DescribeRuleRequest> {
  return {
    name: "DescribeRule",
    authorize: onRule(events, "DescribeRule"),
    run: (input) => ({
      ...describedRule(events.scope, requireRule(events, ruleKeyOf(events, input))),
      CreatedBy: events.scope.accountId,
    }),
  };
}
