import type { MessageTemplates, UserPool } from "../pools/pool.ts";
import type { MessageCause } from "./messenger.ts";

export interface MessageText {
  readonly subject: string;
  readonly body: string;
}

/** AWS's own texts, for pools that give none. */
const DEFAULTS = {
  inviteEmailSubject: "Your temporary password",
  inviteEmailMessage: "Your username is {username} and temporary password is {####}.",
  inviteSmsMessage: "Your username is {username} and temporary password is {####}.",
  verificationEmailSubject: "Your verification code",
  verificationEmailMessage: "Your confirmation code is {####}",
  verificationSmsMessage: "Your confirmation code is {####}",
  authenticationSmsMessage: "Your authentication code is {####}",
} as const satisfies Required<MessageTemplates>;

/** The template of a message, placeholders unfilled. */
export function templateOf(pool: UserPool, cause: MessageCause, medium: "EMAIL" | "SMS"): MessageText {
  const templates = { ...DEFAULTS, ...pool.messageTemplates };
  if (cause === "AdminCreateUser") {
    return medium === "EMAIL"
      ? { subject: templates.inviteEmailSubject, body: templates.inviteEmailMessage }
      : { subject: "", body: templates.inviteSmsMessage };
  }
  if (cause === "Authentication") {
    return medium === "EMAIL"
      ? { subject: "Your authentication code", body: DEFAULTS.authenticationSmsMessage }
      : { subject: "", body: templates.authenticationSmsMessage };
  }
  return medium === "EMAIL"
    ? { subject: templates.verificationEmailSubject, body: templates.verificationEmailMessage }
    : { subject: "", body: templates.verificationSmsMessage };
}

/** Fills `{####}` and `{username}`; one pass, so that a value that looks like a placeholder stays. */
export function fillTemplate(
  text: string,
  values: { readonly secret: string; readonly username: string },
): string {
  return text.replace(/\{(?:####|username)\}/g, (placeholder) =>
    placeholder === "{####}" ? values.secret : values.username,
  );
}
