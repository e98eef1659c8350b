import type { DeleteEventBusRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteBus } from "../buses/manager.ts";
import { onBus } from "../buses/questions.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html */
export function DeleteEventBus(events: EventsContext): Operation<DeleteEventBusRequest> {
  return {
    name: "DeleteEventBus",
    authorize: onBus(events, "DeleteEventBus"),
    run: ({ Name }) => deleteBus(events, Name),
  };
}
