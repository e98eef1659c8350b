import { unsupported } from "../../../core/errors.ts";
import type { PutEventsRequest, PutEventsRequestEntry } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { epochMilliseconds } from "../../../wire/timestamp.ts";
import { arnOf, putQuestion } from "../buses/questions.ts";
import { assertSize, type EntryFault, faultOf } from "../delivery/entries.ts";
import { eventText } from "../delivery/event.ts";
import { route } from "../delivery/route.ts";
import type { EventsContext } from "../shared/context.ts";
import { busInArn } from "../shared/names.ts";

type EntryResult = { readonly EventId: string } | EntryFault;

/**
 * What is answered with an id is durable; an entry for a bus that is not there gets one, too, and is lost.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function PutEvents(events: EventsContext): Operation<PutEventsRequest> {
  return {
    name: "PutEvents",
    unsupportedMembers: ["EndpointId", "Entries.TraceHeader"],
    authorize: ({ Entries }) =>
      Entries.map(({ EventBusName, Source, DetailType }) =>
        putQuestion(events, arnOf(events, EventBusName), {
          source: Source,
          detailType: DetailType,
          isFromBus: false,
        }),
      ),
    run: ({ Entries }) => {
      assertSize(Entries);
      for (const { EventBusName } of Entries) assertOwnBus(events, arnOf(events, EventBusName));
      const results = events.transaction(() => Entries.map((entry) => put(events, entry)));
      const FailedEntryCount = results.filter((result) => "ErrorCode" in result).length;
      return { FailedEntryCount, Entries: results };
    },
  };
}

function put(events: EventsContext, entry: PutEventsRequestEntry): EntryResult {
  const fault = faultOf(entry);
  if (fault !== undefined) return fault;
  const { Source = "", DetailType = "", Detail = "", Resources = [], Time } = entry;
  const id = events.randomness.uuid();
  const event = eventText(events.scope, {
    id,
    source: Source,
    detailType: DetailType,
    detail: Detail,
    resources: Resources,
    time: (Time === undefined ? undefined : epochMilliseconds(Time)) ?? events.clock.now(),
  });
  const bus = busInArn(arnOf(events, entry.EventBusName), events.scope);
  if (bus !== undefined) route(events, bus, { eventId: id, event, isForwarded: false });
  return { EventId: id };
}

function assertOwnBus(events: EventsContext, arn: string): void {
  if (busInArn(arn, events.scope) === undefined) throw unsupported(`An event bus elsewhere (${arn})`);
}
