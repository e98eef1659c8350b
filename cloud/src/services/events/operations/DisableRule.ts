import type { DisableRuleRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { enableRule, ruleKeyOf } from "../rules/manager.ts";
import { onRule } from "../rules/questions.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
export function DisableRule(events: EventsContext): Operation<DisableRuleRequest> {
  return {
    name: "DisableRule",
    authorize: onRule(events, "DisableRule"),
    run: (input) => enableRule(events, ruleKeyOf(events, input), false),
  };
}
