import { AwsError } from "../../../../core/errors.ts";
import { setAsCaller } from "../../configuration-sets/event-destinations.ts";
import { configurationSetArn } from "../../shared/configuration-set.ts";
import type { SesContext } from "../../shared/context.ts";
import type { EventDestination } from "../../shared/event-destination.ts";
import { type EventMail, mailDocument } from "./mail-document.ts";
import type { Told } from "./outcomes.ts";
import type { SendingCall } from "./sending-call.ts";

const SUBJECT = "Amazon SES Email Event Notification";

/**
 * Tells the destinations of the configuration set what became of a mail: durably, when it is called in the
 * transaction that keeps the mail. A topic that refuses loses its event, which is told to people.
 */
export function publishEvents(
  ses: SesContext,
  mail: EventMail,
  { call, events }: { readonly call: SendingCall; readonly events: readonly Told[] },
): void {
  const { destinations = [] } = ses.configurationSets.find(mail.configurationSet) ?? {};
  const enabled = destinations.filter(({ isEnabled }) => isEnabled);
  if (enabled.length === 0) return;
  const document = mailDocument(ses, mail, call);
  for (const event of events) {
    const detail = { eventType: event.eventType, mail: document, [event.member]: event.about };
    for (const destination of enabled) {
      if (destination.types.includes(event.type)) tell(ses, { destination, event, detail, mail, call });
    }
  }
}

interface Telling {
  readonly destination: EventDestination;
  readonly event: Told;
  readonly detail: object;
  readonly mail: EventMail;
  readonly call: SendingCall;
}

function tell(ses: SesContext, telling: Telling): void {
  const { destination, event, detail, mail } = telling;
  const { kind, arn } = destination.to;
  if (kind === "bus") {
    const resources = [configurationSetArn(ses.scope, mail.configurationSet)];
    ses.eventBuses.announce({
      source: "aws.ses",
      detailType: event.detailType,
      detail,
      resources,
      time: mail.at,
    });
    return;
  }
  try {
    // SES-8
    ses.snsTopics.publish(setAsCaller(ses, mail.configurationSet), arn, {
      subject: SUBJECT,
      message: JSON.stringify(detail),
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    tellRefused(ses, telling, error);
  }
}

function tellRefused(
  { logger, scope, trace }: SesContext,
  { destination, event, mail, call }: Telling,
  error: AwsError,
) {
  const { arn } = destination.to;
  logger.warn(
    { topic: arn, event: event.eventType, err: error },
    "A topic refused an event of a mail: it is lost.",
  );
  trace.record({
    ...{ request: call.requestId, service: "ses", operation: `${event.eventType} ${arn}` },
    ...{ step: "event-destination", verdict: "deny", ms: 0 },
    who: configurationSetArn(scope, mail.configurationSet),
    ...(error.why === undefined ? {} : { why: error.why }),
    wire: { status: error.status, code: error.code, message: error.message },
  });
}
