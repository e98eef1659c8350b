import type { OutgoingMessage } from "./mailbox.ts";

/** Takes e-mails for the mail server that the person named; there is none unless they did. */
export interface MailRelay {
  /** Durable once it returns, or once the transaction is that it was called in. */
  queue(message: OutgoingMessage): void;
}
