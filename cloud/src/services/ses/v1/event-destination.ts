import type { EventDestination as Given } from "../../../wire/models/generated/ses.types.ts";
import type { XmlObject } from "../../../wire/xml.ts";
import type { GivenDestination } from "../configuration-sets/event-destinations.ts";
import { EVENT_TYPES, type EventDestination, type EventType } from "../shared/event-destination.ts";

/** Destinations that this cloud has not. */
export const UNSUPPORTED_DESTINATIONS: readonly string[] = [
  "EventDestination.CloudWatchDestination",
  "EventDestination.KinesisFirehoseDestination",
];

/** `renderingFailure` for `RENDERING_FAILURE`. */
const inV1 = (type: EventType): string =>
  type.toLowerCase().replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

export function givenDestination({
  Name,
  Enabled,
  MatchingEventTypes,
  SNSDestination,
}: Given): GivenDestination {
  return {
    name: Name,
    isEnabled: Enabled ?? false,
    types: EVENT_TYPES.filter((type) => MatchingEventTypes.some((asked) => asked === inV1(type))),
    topicArn: SNSDestination?.TopicARN,
    busArn: undefined,
  };
}

/** Version 1 knows no buses. */
export function shownDestination({ name, isEnabled, types, to }: EventDestination): XmlObject {
  return {
    Name: name,
    Enabled: isEnabled,
    MatchingEventTypes: { member: types.map(inV1) },
    ...(to.kind === "topic" ? { SNSDestination: { TopicARN: to.arn } } : {}),
  };
}
