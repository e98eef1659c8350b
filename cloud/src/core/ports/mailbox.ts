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
}

export interface StoredMessage extends OutgoingMessage {
  readonly id: string;
}

export interface Mailbox {
  deliver(message: OutgoingMessage): void;
  /** Newest first. */
  list(limit?: number): StoredMessage[];
  /** How many messages are kept. */
  count(): number;
  clear(): void;
  /** Calls `listener` with every message from now on. @returns how to end it */
  subscribe(listener: (message: OutgoingMessage) => void): () => void;
}
