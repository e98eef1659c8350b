import { isSimulator } from "../../identities/lookup.ts";
import type { EventType } from "../../shared/event-destination.ts";

/** What an event has beside its mail. */
export interface Told {
  readonly type: EventType;
  /** As events call it: `Rendering Failure`. */
  readonly eventType: string;
  /** Of EventBridge. */
  readonly detailType: string;
  readonly member: string;
  readonly about: object;
}

/** In this cloud a mail arrives the moment it is sent. */
const PROCESSING_MS = 0;
const MTA = "localhost";

type Outcome = "delivered" | "bounced" | "complained";

/**
 * What becomes of a mail to an address: what the mailbox simulator says by its names, labels or not.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export function outcomeOf(address: string): Outcome {
  if (!isSimulator(address)) return "delivered";
  const name = simulatedName(address);
  if (name === "bounce" || name === "suppressionlist") return "bounced";
  return name === "complaint" ? "complained" : "delivered";
}

/** `bounce` of `Bounce+label@simulator.amazonses.com` */
function simulatedName(address: string): string {
  return address.toLowerCase().split(/[+@]/)[0] ?? "";
}

export const SENT: Told = {
  ...{ type: "SEND", eventType: "Send", detailType: "Email Sent" },
  ...{ member: "send", about: {} },
};

export const REJECTED: Told = {
  ...{ type: "REJECT", eventType: "Reject", detailType: "Email Rejected" },
  ...{ member: "reject", about: { reason: "Bad content" } },
};

export function renderingFailed(errorMessage: string, templateName: string | undefined): Told {
  return {
    ...{ type: "RENDERING_FAILURE", eventType: "Rendering Failure", detailType: "Email Rendering Failed" },
    ...{
      member: "failure",
      about: { errorMessage, ...(templateName === undefined ? {} : { templateName }) },
    },
  };
}

/** The events of one recipient. @param at milliseconds since the epoch */
export function eventsOf(emailAddress: string, at: number, feedbackId: () => string): readonly Told[] {
  const timestamp = new Date(at).toISOString();
  const outcome = outcomeOf(emailAddress);
  if (outcome === "bounced") return [bounced(emailAddress, timestamp, feedbackId())];
  const delivered: Told = {
    ...{ type: "DELIVERY", eventType: "Delivery", detailType: "Email Delivered", member: "delivery" },
    about: {
      timestamp,
      processingTimeMillis: PROCESSING_MS,
      recipients: [emailAddress],
      smtpResponse: "250 2.6.0 Message received",
      reportingMTA: MTA,
    },
  };
  if (outcome === "delivered") return [delivered];
  const complained: Told = {
    ...{ type: "COMPLAINT", eventType: "Complaint", detailType: "Email Complaint Received" },
    member: "complaint",
    about: {
      feedbackId: feedbackId(),
      complaintSubType: null,
      complainedRecipients: [{ emailAddress }],
      timestamp,
      userAgent: "Amazon SES Mailbox Simulator",
      complaintFeedbackType: "abuse",
      arrivalDate: timestamp,
    },
  };
  return [delivered, complained];
}

function bounced(emailAddress: string, timestamp: string, feedbackId: string): Told {
  const isSuppressed = simulatedName(emailAddress) === "suppressionlist";
  const diagnosticCode = isSuppressed
    ? "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address."
    : "smtp; 550 5.1.1 user unknown";
  return {
    ...{ type: "BOUNCE", eventType: "Bounce", detailType: "Email Bounced", member: "bounce" },
    about: {
      feedbackId,
      bounceType: "Permanent",
      bounceSubType: isSuppressed ? "Suppressed" : "General",
      bouncedRecipients: [{ emailAddress, action: "failed", status: "5.1.1", diagnosticCode }],
      timestamp,
      reportingMTA: `dsn; ${MTA}`,
    },
  };
}
