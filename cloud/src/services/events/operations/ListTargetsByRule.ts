import type { ListTargetsByRuleRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireRule, ruleKeyOf } from "../rules/manager.ts";
import { onTargetsOf } from "../rules/questions.ts";
import type { EventsContext } from "../shared/context.ts";
import { pageOf } from "../shared/paging.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export function ListTargetsByRule(events: EventsContext): Operation<ListTargetsByRuleRequest> {
  return {
    name: "ListTargetsByRule",
    authorize: onTargetsOf(events, "ListTargetsByRule"),
    run: (input) => {
      const { Rule, EventBusName } = input;
      const { targets } = requireRule(events, ruleKeyOf(events, { Name: Rule, EventBusName }));
      const { page, ...next } = pageOf(targets, { operation: "ListTargetsByRule", input }, ({ Id }) => Id);
      return { Targets: page, ...next };
    },
  };
}
