/** A message that AWS would have sent by e-mail or SMS. */
export interface OutgoingMessage {
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly medium: "EMAIL" | "SMS";
  /** E-mail address or phone number. */
  readonly destination: string;
  /** Who sends, where that is somebody's own address. */
  readonly from?: string;
  readonly subject: string;
  readonly body: string;
  /** Why it was sent, e.g. `AdminCreateUser`, `ForgotPassword`. */
  readonly cause: string;
  readonly userPoolId: string;
  readonly username: string;
  /** The code or temporary password inside, for scripts. */
  readonly code: string;
  /** For a mail server, where one is given; the mailbox does not keep it. */
  readonly parts?: MailParts;
}

/** What a mail has beyond what the mailbox shows of it. */
export interface MailParts {
  /** The whole message as base64; nothing else of this counts then. */
  readonly raw?: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly to?: readonly string[] | undefined;
  readonly cc?: readonly string[] | undefined;
  readonly replyTo?: readonly string[] | undefined;
  /** Where a server reports what it could not deliver; the sender, unless given. */
  readonly returnPath?: string | undefined;
  readonly headers?: readonly MailHeader[] | undefined;
  /** Goes to no mail server: its recipient exists nowhere. */
  readonly isSimulated?: boolean;
}

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

export interface StoredMessage extends Omit<OutgoingMessage, "parts"> {
  readonly id: string;
}

export interface Mailbox {
  deliver(message: OutgoingMessage): void;
  /** Newest first. */
  list(limit?: number): StoredMessage[];
  /** How many messages are kept. */
  count(): number;
  /** Takes away those with these ids; all of them when none are given. */
  clear(ids?: readonly string[]): void;
  /** Calls `listener` with every message from now on. @returns how to end it */
  subscribe(listener: (message: OutgoingMessage) => void): () => void;
}
