import type { EnableRuleRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { enableRule, ruleKeyOf } from "../rules/manager.ts";
import { onRule } from "../rules/questions.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export function EnableRule(events: EventsContext): Operation<EnableRuleRequest> {
  return {
    name: "EnableRule",
    authorize: onRule(events, "EnableRule"),
    run: (input) => enableRule(events, ruleKeyOf(events, input), true),
  };
}
