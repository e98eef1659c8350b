import type { DescribeEventBusRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describedBus } from "../buses/describe.ts";
import { requireBus } from "../buses/manager.ts";
import { onBus } from "../buses/questions.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html */
export function DescribeEventBus(events: EventsContext): Operation<DescribeEventBusRequest> {
  return {
    name: "DescribeEventBus",
    authorize: onBus(events, "DescribeEventBus"),
    run: ({ Name }) => describedBus(events.scope, requireBus(events, Name)),
  };
}
