import { regionalArn } from "../../../core/arns.ts";
import type { ServiceCaller } from "../../../core/caller.ts";
import { unsupported } from "../../../core/errors.ts";
import { configurationSetArn } from "../shared/configuration-set.ts";
import type { SesContext } from "../shared/context.ts";
import {
  eventDestinationExists,
  invalidParameter,
  invalidTopic,
  limitExceeded,
  noEventDestination,
} from "../shared/errors.ts";
import type { EventDestination, EventType } from "../shared/event-destination.ts";
import { requireConfigurationSet } from "./manage.ts";

/** Of a configuration set. */
const MOST_DESTINATIONS = 10;
const VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing.";
/** Mails bear neither a picture nor links that would tell of it. */
const NEVER_TOLD: readonly EventType[] = ["OPEN", "CLICK"];

/** A destination as callers give it. */
export interface GivenDestination extends Omit<EventDestination, "to"> {
  readonly topicArn: string | undefined;
  readonly busArn: string | undefined;
}

/**
 * A topic that takes the event of its validation is one; it is asked as it will be at each event.
 * @throws AwsError ConfigurationSetDoesNotExist, EventDestinationAlreadyExists, InvalidSNSDestination,
 * InvalidParameterValue, LimitExceeded; UnsupportedOperationException by name
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html
 */
export function createEventDestination(ses: SesContext, setName: string, given: GivenDestination): void {
  const set = requireConfigurationSet(ses, setName);
  const { destinations = [] } = set;
  if (destinations.some(({ name }) => name === given.name)) throw eventDestinationExists(given.name);
  if (destinations.length >= MOST_DESTINATIONS) {
    throw limitExceeded(`A configuration set may have ${MOST_DESTINATIONS} event destinations.`);
  }
  const destination = checked(ses, given);
  ses.transaction(() => {
    validate(ses, setName, destination);
    ses.configurationSets.save({ ...set, destinations: [...destinations, destination] });
  });
}

/** @throws AwsError as `createEventDestination`, and EventDestinationDoesNotExist */
export function updateEventDestination(ses: SesContext, setName: string, given: GivenDestination): void {
  const set = requireConfigurationSet(ses, setName);
  const { destinations = [] } = set;
  if (!destinations.some(({ name }) => name === given.name)) throw noEventDestination(given.name);
  const destination = checked(ses, given);
  ses.transaction(() => {
    validate(ses, setName, destination);
    ses.configurationSets.save({
      ...set,
      destinations: destinations.map((one) => (one.name === given.name ? destination : one)),
    });
  });
}

/** @throws AwsError ConfigurationSetDoesNotExist, EventDestinationDoesNotExist */
export function deleteEventDestination(ses: SesContext, setName: string, name: string): void {
  const set = requireConfigurationSet(ses, setName);
  const { destinations = [] } = set;
  if (!destinations.some((one) => one.name === name)) throw noEventDestination(name);
  ses.configurationSets.save({ ...set, destinations: destinations.filter((one) => one.name !== name) });
}

/** SES itself, for a configuration set: what the policies of topics are asked about. */
export function setAsCaller({ scope }: SesContext, setName: string): ServiceCaller {
  return {
    kind: "service",
    service: "ses.amazonaws.com",
    sourceArn: configurationSetArn(scope, setName),
    sourceAccount: scope.accountId,
  };
}

function checked({ scope }: SesContext, given: GivenDestination): EventDestination {
  const { name, isEnabled, types, topicArn, busArn } = given;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
    throw invalidParameter(
      `Invalid event destination name <${name}>: only alphanumeric ASCII characters, '_',  '-' are allowed, 64 of them at most.`,
    );
  }
  if (types.length === 0) throw invalidParameter("At least one event type must be specified.");
  const never = types.find((type) => NEVER_TOLD.includes(type));
  if (never !== undefined) throw unsupported(`The event type ${never}`);
  if ((topicArn === undefined) === (busArn === undefined)) {
    throw invalidParameter("Exactly one destination must be specified.");
  }
  const kept = { name, isEnabled, types: [...new Set(types)] };
  if (topicArn !== undefined) return { ...kept, to: { kind: "topic", arn: topicArn } };
  const arn = busArn ?? "";
  if (arn !== regionalArn(scope, "events", "event-bus/default")) {
    throw invalidParameter(`Event bus <${arn}> is not the default event bus of this account and region.`);
  }
  return { ...kept, to: { kind: "bus", arn } };
}

/** SES-8: the topic's policy, and its key's, let the configuration set in. */
function validate(ses: SesContext, setName: string, { to: { kind, arn } }: EventDestination): void {
  if (kind === "bus") return;
  const caller = setAsCaller(ses, setName);
  const topic = ses.snsTopics.find(arn);
  if (topic === undefined) throw invalidTopic(`SNS topic <${arn}> not found.`);
  if (topic.isFifo) throw invalidTopic(`SNS topic <${arn}> is a FIFO topic.`);
  const { allowed, why } = ses.snsTopics.decide(caller, arn);
  if (!allowed) throw invalidTopic(`Could not publish to SNS topic <${arn}>.`).because(why);
  ses.snsTopics.publish(caller, arn, { message: VALIDATED });
}
