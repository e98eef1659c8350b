import { AwsError } from "../../../core/errors.ts";
import type { MailParts } from "../../../core/ports/mailbox.ts";
import { requireConfigurationSet } from "../configuration-sets/manage.ts";
import { isSimulator, isVerified, mayReceive } from "../identities/lookup.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidParameter, notVerified, sendingPaused } from "../shared/errors.ts";
import { parseAddress } from "./address.ts";

/** What is to be sent, whatever the operation. */
export interface Mail {
  readonly from: string;
  /** Of a raw message: who the call says that sends it, beside who the message says. */
  readonly source?: string | undefined;
  /** Of a raw message: who else its header says that sends it. */
  readonly senders?: readonly string[];
  /** Where what can not be delivered goes. */
  readonly returnPath?: string | undefined;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
  /** What a mail server gets beside. */
  readonly parts: MailParts;
  readonly configurationSet: string | undefined;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
}

export type MailContent = Pick<Mail, "subject" | "body" | "parts">;

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
export function send(ses: SesContext, mail: Mail): string {
  return sendLate(ses, mail, () => mail);
}

/**
 * The same for a mail that is written last.
 * @param write undefined when nothing came of it: the mail is accepted then, and not sent
 */
export function sendLate(
  ses: SesContext,
  mail: Omit<Mail, keyof MailContent> & Pick<Partial<Mail>, "parts">,
  write: () => MailContent | undefined,
): string {
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
  const now = ses.clock.now();
  if (ses.sent.lastDay(now) + recipients.length > QUOTA.perDay) {
    throw new AwsError("Throttling", "Daily message quota exceeded.");
  }
  const content = write();
  const id = `0100${ses.randomness.bytes(6).toString("hex")}-${ses.randomness.uuid()}-000000`;
  if (content === undefined) return id;
  ses.transaction(() => {
    ses.sent.add(now, recipients.length);
    for (const destination of recipients) {
      ses.mailbox.deliver({
        sentAt: now,
        medium: "EMAIL",
        destination,
        from,
        subject: content.subject,
        body: content.body,
        cause: "SES",
        userPoolId: "",
        username: "",
        code: "",
        parts: isSimulator(destination) ? { isSimulated: true } : content.parts,
      });
    }
  });
  return id;
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
