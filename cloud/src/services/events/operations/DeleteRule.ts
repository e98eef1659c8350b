import type { DeleteRuleRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteRule, ruleKeyOf } from "../rules/manager.ts";
import { onRule } from "../rules/questions.ts";
import type { EventsContext } from "../shared/context.ts";

/**
 * `Force` is for rules that AWS services manage: there are none.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html
 */
export function DeleteRule(events: EventsContext): Operation<DeleteRuleRequest> {
  return {
    name: "DeleteRule",
    authorize: onRule(events, "DeleteRule"),
    run: (input) => deleteRule(events, ruleKeyOf(events, input)),
  };
}
