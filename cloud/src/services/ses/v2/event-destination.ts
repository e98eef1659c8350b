import type { EventDestinationDefinition } from "../../../wire/models/generated/sesv2.types.ts";
import type { GivenDestination } from "../configuration-sets/event-destinations.ts";
import { EVENT_TYPES, type EventDestination } from "../shared/event-destination.ts";

/** Destinations that this cloud has not. */
export const UNSUPPORTED_DESTINATIONS: readonly string[] = [
  "EventDestination.CloudWatchDestination",
  "EventDestination.KinesisFirehoseDestination",
  "EventDestination.PinpointDestination",
];

export function givenDestination(name: string, given: EventDestinationDefinition): GivenDestination {
  const { Enabled, MatchingEventTypes = [], SnsDestination, EventBridgeDestination } = given;
  return {
    name,
    isEnabled: Enabled ?? false,
    types: EVENT_TYPES.filter((type) => MatchingEventTypes.includes(type)),
    topicArn: SnsDestination?.TopicArn,
    busArn: EventBridgeDestination?.EventBusArn,
  };
}

export function shownDestination({ name, isEnabled, types, to }: EventDestination): object {
  return {
    Name: name,
    Enabled: isEnabled,
    MatchingEventTypes: types,
    ...(to.kind === "topic"
      ? { SnsDestination: { TopicArn: to.arn } }
      : { EventBridgeDestination: { EventBusArn: to.arn } }),
  };
}
