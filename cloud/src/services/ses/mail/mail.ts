import type { MailParts } from "../../../core/ports/mailbox.ts";

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
  /** What virus scanners are tried with is in it: it is accepted and not sent. */
  readonly isInfected?: boolean;
  /** What a mail server gets beside. */
  readonly parts: MailParts;
  readonly configurationSet: string | undefined;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
}

export type MailContent = Pick<Mail, "subject" | "body" | "parts">;

/** Nothing came of it: the mail is accepted all the same, as on AWS, and not sent. */
export interface NoContent {
  readonly failure: string;
  /** Undefined for a template that stood in the call. */
  readonly template: string | undefined;
}
