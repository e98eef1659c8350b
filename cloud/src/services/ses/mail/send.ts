import { AwsError } from "../../../core/errors.ts";
import { requireConfigurationSet } from "../configuration-sets/manage.ts";
import { isSimulator, isVerified, mayReceive } from "../identities/lookup.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidParameter, notVerified, sendingPaused } from "../shared/errors.ts";
import { parseAddress } from "./address.ts";
import { eventsOf, outcomeOf, REJECTED, renderingFailed, SENT } from "./events/outcomes.ts";
import { publishEvents } from "./events/publish.ts";
import type { SendingCall } from "./events/sending-call.ts";
import type { Mail, MailContent, NoContent } from "./mail.ts";
import { tellUnsent } from "./unsent.ts";

/** Of an account that AWS has not let out of the sandbox. */
export const QUOTA = { perDay: 200, perSecond: 1 } as const;
const MOST_RECIPIENTS = 50;

/**
 * SES-3: as in the sandbox of AWS, senders and recipients are verified identities; who is not is named.
 * From, Source, Sender and Return-Path are senders.
 * Each recipient has the mail in the mailbox of this cloud, and where one is given by its mail server.
 * @returns the id of the message
 * @throws AwsError MessageRejected, ConfigurationSetDoesNotExist, InvalidParameterValue, Throttling
 */
export function send(ses: SesContext, mail: Mail, call: SendingCall): string {
  return sendLate(ses, { mail, call }, () => mail);
}

interface Unwritten {
  readonly mail: Omit<Mail, keyof MailContent> & Pick<Partial<Mail>, "parts">;
  readonly call: SendingCall;
}

/** The same for a mail that is written last. */
export function sendLate(
  ses: SesContext,
  { mail, call }: Unwritten,
  write: () => MailContent | NoContent,
): string {
  const recipients = acceptedRecipients(ses, mail);
  const now = ses.clock.now();
  if (ses.sent.lastDay(now) + recipients.length > QUOTA.perDay) {
    throw new AwsError("Throttling", "Daily message quota exceeded.");
  }
  const content = write();
  const id = messageId(ses);
  const isWritten = "parts" in content;
  const publish = (events: Parameters<typeof publishEvents>[2]["events"]): void => {
    const { configurationSet } = mail;
    if (configurationSet === undefined) return;
    const { subject, body, parts } = isWritten ? content : { subject: "", body: "", parts: mail.parts ?? {} };
    const told = { ...mail, ...{ id, at: now, destination: recipients }, ...{ subject, body, parts } };
    publishEvents(ses, { ...told, configurationSet }, { call, events });
  };
  if (!isWritten) {
    tellUnsent(ses, { call, template: content.template, code: "RenderingFailure", reason: content.failure });
    ses.transaction(() => publish([renderingFailed(content.failure, content.template)]));
    return id;
  }
  if (mail.isInfected === true) {
    tellUnsent(ses, {
      call,
      template: undefined,
      code: "Reject",
      reason: "The mail has a virus, or its test file.",
    });
    ses.transaction(() => publish([REJECTED]));
    return id;
  }
  ses.transaction(() => {
    ses.sent.add(now, recipients.length);
    const arriving = recipients.filter((address) => outcomeOf(address) !== "bounced");
    for (const destination of arriving) deliver(ses, { mail, content, destination, now });
    publish([SENT, ...recipients.flatMap((address) => eventsOf(address, now, () => messageId(ses)))]);
  });
  return id;
}

const messageId = ({ randomness }: SesContext): string =>
  `0100${randomness.bytes(6).toString("hex")}-${randomness.uuid()}-000000`;

/** Addresses alone, each once. @throws AwsError for what keeps the mail from going */
function acceptedRecipients(ses: SesContext, mail: Unwritten["mail"]): readonly string[] {
  for (const tag of mail.tags) assertTag(tag);
  if (mail.configurationSet !== undefined) assertMaySend(ses, mail.configurationSet);
  const { from, source, senders: others = [], returnPath } = mail;
  const senders = [from, source, ...others, returnPath].filter((text) => text !== undefined);
  const recipients = [...new Set(mail.recipients.map((text) => parseAddress(text).address))];
  if (recipients.length === 0) throw invalidParameter("Missing final '@domain'");
  if (recipients.length > MOST_RECIPIENTS) {
    throw invalidParameter(`Recipient count exceeds ${MOST_RECIPIENTS}.`);
  }
  // Each is one address: nothing of it becomes another header.
  for (const address of mail.parts?.replyTo ?? []) parseAddress(address);
  const failing = {
    senders: senders.map((text) => parseAddress(text).address).filter((address) => !isVerified(ses, address)),
    recipients: recipients.filter((address) => !mayReceive(ses, address)),
  };
  if (failing.senders.length + failing.recipients.length > 0) throw notVerified(ses.scope.region, failing);
  return recipients;
}

interface Delivery {
  readonly mail: Unwritten["mail"];
  readonly content: MailContent;
  readonly destination: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

function deliver({ mailbox }: SesContext, { mail, content, destination, now }: Delivery): void {
  mailbox.deliver({
    sentAt: now,
    medium: "EMAIL",
    destination,
    from: mail.from,
    subject: content.subject,
    body: content.body,
    cause: "SES",
    userPoolId: "",
    username: "",
    code: "",
    parts: isSimulator(destination) ? { isSimulated: true } : content.parts,
  });
}

/** SES-6: a set that is not there, or that may not send, lets no mail through. */
function assertMaySend(ses: SesContext, name: string): void {
  if (!requireConfigurationSet(ses, name).isSendingEnabled) throw sendingPaused(name);
}

function assertTag({ name, value }: { readonly name: string; readonly value: string }): void {
  if (name === "") throw invalidParameter("The tag name must be specified.");
  if (value === "") throw invalidParameter("The tag value must be specified.");
  if (name.length > 255) throw invalidParameter("Tag name cannot exceed 255 characters.");
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    throw invalidParameter(
      `Invalid tag name <${name}>: only alphanumeric ASCII characters, '_',  '-' are allowed.`,
    );
  }
  if (value.length > 255) throw invalidParameter("Tag value cannot exceed 255 characters.");
  if (!/^[A-Za-z0-9_.@-]+$/.test(value)) {
    throw invalidParameter(
      `Invalid tag value <${value}>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.`,
    );
  }
}
