import type { ListEventBusesRequest } from "../../../wire/models/generated/events.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { describedBus } from "../buses/describe.ts";
import type { EventsContext } from "../shared/context.ts";
import { pageOf } from "../shared/paging.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html */
export function ListEventBuses(events: EventsContext): Operation<ListEventBusesRequest> {
  return {
    name: "ListEventBuses",
    authorize: asks("events:ListEventBuses", anyResource),
    run: (input) => {
      const { NamePrefix = "" } = input;
      const found = events.buses.list().filter(({ name }) => name.startsWith(NamePrefix));
      const { page, ...next } = pageOf(found, { operation: "ListEventBuses", input }, ({ name }) => name);
      return { EventBuses: page.map((bus) => describedBus(events.scope, bus)), ...next };
    },
  };
}
