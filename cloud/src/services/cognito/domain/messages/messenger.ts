import type { UserPool } from "../pools/pool.ts";
import type { User } from "../users/user.ts";

export type MessageCause =
  | "AdminCreateUser"
  | "ForgotPassword"
  | "SignUp"
  | "ResendCode"
  | "VerifyUserAttribute"
  | "UpdateUserAttribute"
  | "Authentication";

/** Writes a pool's messages (templates, CustomMessage trigger) and hands them to the mailbox. */
export interface Messenger {
  /** @param secret the code or temporary password that the message carries */
  send(message: {
    readonly pool: UserPool;
    readonly user: User;
    readonly cause: MessageCause;
    readonly secret: string;
    readonly attribute: "email" | "phone_number";
    readonly clientId: string;
    readonly clientMetadata?: Readonly<Record<string, string>>;
  }): Promise<DeliveryDetails>;
}

/** What CodeDeliveryDetails shows. */
export interface DeliveryDetails {
  /** Masked: `f***@e***`, `+*******9934`. */
  readonly destination: string;
  readonly medium: "EMAIL" | "SMS";
  readonly attribute: "email" | "phone_number";
}
