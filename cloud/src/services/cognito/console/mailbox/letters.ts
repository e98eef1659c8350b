import type { StoredMessage } from "../../../../core/ports/mailbox.ts";
import { printable } from "../../../../web/parts/printable.ts";
import type { ConsoleContext, TracedRequest } from "../../../../wire/console-area.ts";
import { LIFETIME_MS } from "../../domain/codes/one-time-codes.ts";

/** What the mailbox keeps; older messages are gone. */
const MOST_KEPT = 1_000;

/** Messages that hold the text in what is shown of them, newest first. */
export function findMessages(
  mailbox: Pick<ConsoleContext["mailbox"], "list">,
  text: string,
): StoredMessage[] {
  const wanted = text.trim().toLowerCase();
  const all = mailbox.list(MOST_KEPT);
  return wanted === "" ? all : all.filter((message) => heard(message).includes(wanted));
}

function heard({ destination, subject, body, code, cause, username }: StoredMessage): string {
  return [destination, subject, body, code, cause, username].join("\n").toLowerCase();
}

/** What is inside: a first password, or a code. */
export function isInvitation({ cause }: Pick<StoredMessage, "cause">): boolean {
  return cause === "AdminCreateUser";
}

/** Whether a user pool sent it: there is a person behind, and a code inside. */
export function isOfPool({ userPoolId }: Pick<StoredMessage, "userPoolId">): boolean {
  return userPoolId !== "";
}

/** What a list calls the message. */
export function titleOf({
  subject,
  cause,
  userPoolId,
}: Pick<StoredMessage, "subject" | "cause" | "userPoolId">): string {
  if (subject !== "") return printable(subject);
  if (!isOfPool({ userPoolId })) return "Mail without a subject";
  return isInvitation({ cause }) ? "Your first password" : "Your code";
}

/** Until when the code counts, in epoch milliseconds; undefined for a first password and a code that signs in. */
export function goodUntil(message: Pick<StoredMessage, "cause" | "sentAt">): number | undefined {
  if (isInvitation(message) || message.cause === "Authentication") return undefined;
  const kind = message.cause === "ForgotPassword" ? "ForgotPassword" : "SignUp";
  return message.sentAt + LIFETIME_MS[kind];
}

/** Operations that send a message of that cause. */
const SENT_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ["AdminCreateUser", ["AdminCreateUser"]],
  ["ForgotPassword", ["ForgotPassword", "AdminResetUserPassword"]],
  ["SignUp", ["SignUp"]],
  ["ResendCode", ["ResendConfirmationCode"]],
  ["VerifyUserAttribute", ["GetUserAttributeVerificationCode"]],
  ["UpdateUserAttribute", ["UpdateUserAttributes", "AdminUpdateUserAttributes"]],
  [
    "Authentication",
    ["InitiateAuth", "AdminInitiateAuth", "RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
]);

/** An answer is written within this time after its message. */
const NEAR_MS = 5_000;
const LOOKED_AT = 200;

/** The request that sent the message: the first of its kind that ended after it; undefined when not kept. */
export function requestBehind(
  { trace }: Pick<ConsoleContext, "trace">,
  { cause, sentAt }: Pick<StoredMessage, "cause" | "sentAt">,
): TracedRequest | undefined {
  const operations = SENT_BY.get(cause) ?? [];
  return trace
    .newest({ service: "cognito-idp", limit: LOOKED_AT })
    .filter(({ operation, at }) => operations.includes(operation) && Math.abs(at - sentAt) <= NEAR_MS)
    .sort((a, b) => Math.abs(a.at - sentAt) - Math.abs(b.at - sentAt))[0];
}
