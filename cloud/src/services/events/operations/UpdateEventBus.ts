import type { UpdateEventBusRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { changeBus, requireBus } from "../buses/manager.ts";
import { onBus } from "../buses/questions.ts";
import type { EventsContext } from "../shared/context.ts";
import { busArn } from "../shared/names.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html */
export function UpdateEventBus(events: EventsContext): Operation<UpdateEventBusRequest> {
  return {
    name: "UpdateEventBus",
    unsupportedMembers: ["KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"],
    authorize: onBus(events, "UpdateEventBus"),
    run: ({ Name, Description }) => {
      const bus = changeBus(events, requireBus(events, Name), { description: Description });
      return { Arn: busArn(events.scope, bus.name), Name: bus.name, Description: bus.description };
    },
  };
}
