import { AwsError } from "../../core/errors.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { BusEvent, EventBuses } from "../../core/ports/event-buses.ts";
import { decided, decideOn } from "./buses/decision.ts";
import { putQuestion } from "./buses/questions.ts";
import { sourceFaultOf } from "./delivery/entries.ts";
import { eventText } from "./delivery/event.ts";
import { route } from "./delivery/route.ts";
import type { EventsContext } from "./shared/context.ts";
import { busNotFound } from "./shared/errors.ts";
import { busInArn, DEFAULT_BUS } from "./shared/names.ts";

/** The buses for the other services of this cloud. */
export function createEventBuses(events: EventsContext, authorization: Authorization): EventBuses {
  const put = (bus: string, { source, detailType, detail, resources = [], time }: BusEvent): string => {
    const eventId = events.randomness.uuid();
    const event = eventText(events.scope, {
      id: eventId,
      ...{ source, detailType, resources },
      detail: JSON.stringify(detail),
      time: time ?? events.clock.now(),
    });
    events.transaction(() => route(events, bus, { eventId, event, isForwarded: false }));
    return eventId;
  };
  const busOf = (arn: string): string | undefined => {
    const name = busInArn(arn, events.scope);
    return name !== undefined && events.buses.find(name) !== undefined ? name : undefined;
  };
  return {
    has: (arn) => busOf(arn) !== undefined,
    decide: (caller, arn) => {
      const facts = { source: undefined, detailType: undefined, isFromBus: false };
      return decideOn(events, authorization, caller, putQuestion(events, arn, facts));
    },
    put: (caller, arn, event) => {
      const { source, detailType } = event;
      decided(
        events,
        authorization,
        caller,
        putQuestion(events, arn, { source, detailType, isFromBus: false }),
      );
      const fault = sourceFaultOf(source);
      if (fault !== undefined) throw new AwsError(fault.ErrorCode, fault.ErrorMessage);
      const bus = busOf(arn);
      if (bus === undefined) throw busNotFound(busInArn(arn, events.scope) ?? arn);
      return put(bus, event);
    },
    announce: (event) => void put(DEFAULT_BUS, event),
  };
}
