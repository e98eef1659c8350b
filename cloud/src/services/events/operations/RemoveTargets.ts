import type { RemoveTargetsRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { ruleKeyOf } from "../rules/manager.ts";
import { onTargetsOf } from "../rules/questions.ts";
import { removeTargets } from "../rules/targets.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export function RemoveTargets(events: EventsContext): Operation<RemoveTargetsRequest> {
  return {
    name: "RemoveTargets",
    authorize: onTargetsOf(events, "RemoveTargets"),
    run: ({ Rule, EventBusName, Ids }) => {
      removeTargets(events, ruleKeyOf(events, { Name: Rule, EventBusName }), Ids);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}
