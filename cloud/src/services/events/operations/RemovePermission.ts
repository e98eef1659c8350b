import type { RemovePermissionRequest } from "../../../wire/models/generated/events.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { requireBus } from "../buses/manager.ts";
import { removeStatement, setPolicy } from "../buses/policy.ts";
import type { EventsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemovePermission.html */
export function RemovePermission(events: EventsContext): Operation<RemovePermissionRequest> {
  return {
    name: "RemovePermission",
    authorize: asks("events:RemovePermission", anyResource),
    run: ({ EventBusName, StatementId, RemoveAllPermissions }) => {
      const bus = requireBus(events, EventBusName);
      if (RemoveAllPermissions === true) setPolicy(events, bus, undefined);
      else if (StatementId === undefined) throw validation("Parameter StatementId must be specified.");
      else removeStatement(events, bus, StatementId);
    },
  };
}
