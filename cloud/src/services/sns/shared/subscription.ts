/** Where notifications of a topic go. */
export interface Subscription {
  /** `<topic ARN>:<uuid>` */
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** ARN of who subscribed. */
  readonly principal: string;
  readonly confirmed: boolean;
  /** Who confirmed had signed the call, or needed not to. */
  readonly confirmedBySignature: boolean;
  /** Only a signed call ends it. */
  readonly authenticatesUnsubscribe: boolean;
  /** SHA-256 of the token that confirms it, hexadecimal. */
  readonly tokenHash: string | undefined;
  /** Epoch milliseconds from which on the token is none. */
  readonly tokenExpiresAt: number;
  /** What was set, by AWS's name. */
  readonly attributes: Readonly<Record<string, string>>;
}

export type Protocol = "email" | "email-json" | "http" | "https" | "lambda" | "sms" | "sqs";

/** The topic of a subscription's ARN. */
export function topicArnOf(subscriptionArn: string): string {
  return subscriptionArn.slice(0, subscriptionArn.lastIndexOf(":"));
}
