import type { PutPermissionRequest } from "../../../wire/models/generated/events.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { requireBus } from "../buses/manager.ts";
import { putStatement, setPolicy, statementOf } from "../buses/policy.ts";
import type { EventsContext } from "../shared/context.ts";

/**
 * Sets the whole policy of a bus, or one statement of it.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 */
export function PutPermission(events: EventsContext): Operation<PutPermissionRequest> {
  return {
    name: "PutPermission",
    authorize: asks("events:PutPermission", anyResource),
    run: (input) => {
      const bus = requireBus(events, input.EventBusName);
      if (input.Policy !== undefined) setPolicy(events, bus, input.Policy);
      else putStatement(events, bus, statementOf(events, bus, input));
    },
  };
}
