import type { ListRuleNamesByTargetRequest } from "../../../wire/models/generated/events.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { requireBus } from "../buses/manager.ts";
import type { EventsContext } from "../shared/context.ts";
import { pageOf } from "../shared/paging.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
export function ListRuleNamesByTarget(events: EventsContext): Operation<ListRuleNamesByTargetRequest> {
  return {
    name: "ListRuleNamesByTarget",
    authorize: asks("events:ListRuleNamesByTarget", anyResource),
    run: (input) => {
      const { EventBusName, TargetArn } = input;
      const rules = events.rules.ofBus(requireBus(events, EventBusName).name);
      const found = rules.filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn));
      const { page, ...next } = pageOf(
        found,
        { operation: "ListRuleNamesByTarget", input },
        ({ name }) => name,
      );
      return { RuleNames: page.map(({ name }) => name), ...next };
    },
  };
}
