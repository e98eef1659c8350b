import type { ListRulesRequest } from "../../../wire/models/generated/events.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { requireBus } from "../buses/manager.ts";
import { describedRule } from "../rules/describe.ts";
import type { EventsContext } from "../shared/context.ts";
import { pageOf } from "../shared/paging.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export function ListRules(events: EventsContext): Operation<ListRulesRequest> {
  return {
    name: "ListRules",
    authorize: asks("events:ListRules", anyResource),
    run: (input) => {
      const { EventBusName, NamePrefix = "" } = input;
      const rules = events.rules.ofBus(requireBus(events, EventBusName).name);
      const found = rules.filter(({ name }) => name.startsWith(NamePrefix));
      const { page, ...next } = pageOf(found, { operation: "ListRules", input }, ({ name }) => name);
      return { Rules: page.map((rule) => describedRule(events.scope, rule)), ...next };
    },
  };
}
