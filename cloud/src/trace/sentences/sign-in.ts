import type { CodeReason, SignInReason, TokenReason } from "../../core/reasons.ts";
import type { EventView, Phrase, Phraser } from "./view.ts";
import { alternatives, argument, duration } from "./words.ts";

/** Sign-in of a user pool: COG-SRP, COG-SIN, COG-LCK, COG-MFA, COG-SES, COG-SEC, COG-FLW. */
export const SIGN_IN_PHRASES: Readonly<Record<SignInReason, Phraser>> = {
  "user-unknown": (view) => ({
    decided: `the pool has no ${named(view)}${view.event.why?.concealed === true ? "; the answer hides that" : ""}`,
    would: "invite them, or check the name",
    next: `npx portcullis user add ${argument(view.text("had", "username"), "e-mail")}`,
  }),
  "password-wrong": (view) => ({
    decided: `the ${spaced(view.text("asked", "password"))}password of ${user(view)} was wrong${nth(view)}`,
    would: "the right password",
    next: `npx portcullis user password ${argument(view.text("had", "username"), "e-mail")}`,
  }),
  "locked-out": (view) => ({
    decided: `${user(view)} is locked after ${view.text("had", "failures")} wrong passwords; this one was not looked at`,
    would: `wait ${duration(view.number("had", "seconds"))}`,
  }),
  "user-disabled": (view) => ({
    decided: view.has("had", "seconds")
      ? `${user(view)} was disabled ${ago(view)}`
      : `${user(view)} is disabled`,
    would: "enable the user",
    next: `npx portcullis user enable ${argument(view.text("had", "username"), "e-mail")}`,
  }),
  "user-unconfirmed": (view) => ({
    decided: `${user(view)} signed up and never confirmed`,
    would: "confirm with the code that was sent",
    next: "npx portcullis mail",
  }),
  "password-reset-required": (view) => ({
    decided: `an administrator reset the password of ${user(view)}`,
    would: "set a new one by Forgot password",
  }),
  "temporary-password-expired": (view) => ({
    decided: `the invitation of ${user(view)} ran out${view.has("had", "seconds") ? ` ${ago(view)}` : ""}${view.has("by", "days") ? `: it counts ${view.text("by", "days")} days` : ""}`,
    would: "invite again (AdminCreateUser with RESEND)",
  }),
  "new-password-refused": (view) => ({
    decided: `the new password does not keep the pool's rules: ${view.text("asked", "rule")}`,
    would: "another password",
  }),
  "totp-wrong": (view) => ({
    decided: `the authenticator code of ${user(view)} was wrong${nth(view)}${drift(view)}`,
    would: view.has("had", "offsetSteps") ? "set the clock of the phone" : "type the code that shows now",
  }),
  "totp-reused": (view) => ({
    decided: `that authenticator code of ${user(view)} was taken ${view.has("had", "seconds") ? ago(view) : "before"}; each works once`,
    would: "wait for the next code",
  }),
  "session-used": (view) => ({
    decided: `the challenge was answered ${view.has("had", "seconds") ? ago(view) : "before"}; its session works once`,
    would: "start at InitiateAuth",
  }),
  "session-expired": (view) => ({
    decided: `the challenge session is older than ${view.has("by", "minutes") ? `${view.text("by", "minutes")} min` : "it may be"}${view.has("had", "seconds") ? `: it ended ${ago(view)}` : ""}`,
    would: "start at InitiateAuth",
  }),
  "session-of-other": () => ({
    decided: "the challenge session was made for another client, user or step",
    would: "answer the challenge that came with it",
  }),
  "session-unreadable": () => ({
    decided: "that is no challenge session of this cloud, or its user changed since",
    would: "start at InitiateAuth",
  }),
  "challenge-failed": (view) => ({
    decided: `the pool's DefineAuthChallenge ended the sign-in of ${user(view)} after ${view.text("had", "wrong") || "0"} wrong of ${view.text("had", "rounds") || "0"} answers`,
    would: "the right answer, or another decision of the function",
    next: "npx portcullis logs",
  }),
  "challenge-trigger-missing": (view) => ({
    decided: `CUSTOM_AUTH needs ${view.text("asked", "trigger") || "a challenge trigger"}, and the pool has none`,
    would: "LambdaConfig of the pool",
  }),
  "flow-not-enabled": (view) => ({
    decided: `client ${view.text("had", "client")} allows ${alternatives(view.list("by", "flows"))}; ${view.text("asked", "flow")} was asked`,
    would: "ExplicitAuthFlows, or another flow",
  }),
  "secret-hash-missing": (view) => ({
    decided: `client ${view.text("had", "client")} has a secret, and no SECRET_HASH came`,
    would: "send it, or use a client without secret",
  }),
  "secret-hash-wrong": (view) => ({
    decided: `the SECRET_HASH is not that of user name and client ${view.text("had", "client")}`,
    would: "compute it over USER_ID_FOR_SRP and the client id",
  }),
  "secret-hash-unexpected": (view) => ({
    decided: `client ${view.text("had", "client")} has no secret, and a SECRET_HASH came`,
    would: "leave it out",
  }),
  "timestamp-wrong": () => ({
    decided: "TIMESTAMP is not of the form Cognito takes, or off by more than it allows",
    would: "EEE MMM d HH:mm:ss 'UTC' yyyy, in English, day not padded",
  }),
  "sign-up-closed": () => ({
    decided: "the pool takes invitations only",
    would: "let an administrator invite",
    next: "npx portcullis user add <e-mail>",
  }),
  "client-unknown": (view) => ({
    decided: `there is no app client ${view.text("had", "client")}`,
    would: "compare the app's settings with the stack's outputs",
    next: "npx portcullis stacks",
  }),
  "attribute-not-writable": (view) => ({
    decided: `client ${view.text("had", "client")} may not write ${view.text("asked", "attribute") || "that attribute"}`,
    would: "WriteAttributes of the client",
  }),
  "attempts-exceeded": (view) => ({
    decided: `${view.text("by", "limit") || "all"} tries of this hour are used`,
    would: "wait until the hour is over",
  }),
};

/** Codes that a pool sends: COG-COD, COG-REC. */
export const CODE_PHRASES: Readonly<Record<CodeReason, Phraser>> = {
  "code-wrong": (view) => code(view, `the code is wrong${nth(view)}`),
  "code-expired": (view) => code(view, "the code is too old"),
  "code-none-asked": (view) => code(view, "no code was asked for, or it was used"),
  "delivery-simulated": (view) => ({
    decided: `nothing was sent: ${view.text("had", "state")}; the answer looks like success`,
    would: "a user with a verified address",
  }),
};

function code(view: EventView, decided: string): Phrase {
  return {
    decided: view.has("had", "username") ? `${decided} (${user(view)})` : decided,
    would: "the newest code",
    next: "npx portcullis mail",
  };
}

/** Tokens shown to a user pool itself: COG-TOK. */
export const TOKEN_PHRASES: Readonly<Record<TokenReason, Phraser>> = {
  "tokens-issued": (view) => ({ decided: `tokens were issued at client ${view.text("had", "client")}` }),
  "token-not-genuine": () => ({
    decided: "the access token is not one of this cloud, or was changed",
    would: "a fresh token",
    next: "npx portcullis token <e-mail>",
  }),
  "token-expired": () => ({ decided: "the access token is over", would: "refresh it, or sign in again" }),
  "token-revoked": () => ({
    decided: "the access token was revoked: signed out, or user gone or disabled",
    would: "sign in again",
  }),
  "token-scope-missing": (view) => ({
    decided: `the token lacks ${view.text("asked", "scope") || "aws.cognito.signin.user.admin"} (has ${view.text("had", "scopes") || "others"})`,
    would: "a token of a direct sign-in, or ask for that scope",
  }),
  "refresh-token-invalid": () => ({
    decided: "that is no refresh token of this client, or its user is gone",
    would: "sign in again",
  }),
  "refresh-token-of-other-client": (view) => ({
    decided: `the refresh token was made for another client than ${view.text("had", "client")}`,
    would: "use the client that signed in",
  }),
  "refresh-token-revoked": () => ({
    decided: "the refresh token was revoked by signing out, RevokeToken or a change of the user",
    would: "sign in again",
  }),
  "refresh-token-expired": () => ({ decided: "the refresh token is over", would: "sign in again" }),
  "refresh-token-reused": () => ({
    decided: "the refresh token was used again after rotation: its whole family is ended",
    would: "sign in again, keep the newest",
  }),
};

function user(view: EventView): string {
  return view.text("had", "username") || "the user";
}

/** A person whom the pool does not have; a trace may not know the name. */
function named(view: EventView): string {
  const name = view.text("had", "username");
  return name === "" ? "such user" : `user ${name}`;
}

const ago = (view: EventView): string => `${duration(view.number("had", "seconds"))} ago`;

const spaced = (word: string): string => (word === "" ? "" : `${word} `);

function nth(view: EventView): string {
  if (!view.has("had", "attempt")) return "";
  return ` (try ${view.text("had", "attempt")}${view.has("by", "limit") ? ` of ${view.text("by", "limit")}` : ""})`;
}

function drift(view: EventView): string {
  if (!view.has("had", "offsetSteps")) return "";
  return `; the clock is off by about ${Math.abs(view.number("had", "offsetSteps")) * 30} s`;
}
