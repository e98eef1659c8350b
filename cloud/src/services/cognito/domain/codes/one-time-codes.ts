import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../../../core/clock.ts";
import { DIGITS, type Randomness, randomText } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import { codeMismatch, expiredCode, limitExceeded } from "../../shared/errors.ts";
import { createCodeStore } from "./code-store.ts";

/** Whom a code is for: a user, or the simulation of one that does not exist. */
export interface CodeSubject {
  readonly userPoolId: string;
  readonly sub: string;
}

export type CodeKind = "ForgotPassword" | "SignUp" | "Attribute:email" | "Attribute:phone_number";

/** Actions with a quota per user and hour. */
export type LimitedAction =
  | "ForgotPassword"
  | "ConfirmForgotPassword"
  | "ResendConfirmationCode"
  | "ConfirmSignUp"
  | "ChangePassword"
  | "GetUserAttributeVerificationCode"
  | "VerifyUserAttribute";

/** COG-COD-1: codes that are sent to people. Only keyed hashes are kept, and everything survives a restart. */
export interface OneTimeCodes {
  /** A new six-digit code in place of the former one of its kind. */
  issue(subject: CodeSubject, kind: CodeKind, attribute: string): string;
  /** Takes a code once and answers the attribute it was sent to, or throws Expired / CodeMismatch. */
  redeem(subject: CodeSubject, kind: CodeKind, code: string): string;
  forget(subject: CodeSubject, kind: CodeKind): void;
  /** Throws LimitExceededException when the hour's quota is used up. */
  countAttempt(subject: CodeSubject, action: LimitedAction): void;
}

const CODE_DIGITS = 6;
const HOUR_MS = 3_600_000;
/** How long a code counts, in milliseconds. */
export const LIFETIME_MS: Readonly<Record<CodeKind, number>> = {
  ForgotPassword: HOUR_MS,
  SignUp: 24 * HOUR_MS,
  "Attribute:email": 24 * HOUR_MS,
  "Attribute:phone_number": 24 * HOUR_MS,
};
const PER_HOUR: Readonly<Record<LimitedAction, number>> = {
  ForgotPassword: 5,
  ConfirmForgotPassword: 5,
  ResendConfirmationCode: 5,
  ConfirmSignUp: 15,
  ChangePassword: 5,
  GetUserAttributeVerificationCode: 5,
  VerifyUserAttribute: 15,
};
const PURGE_EVERY = 500;

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
export function createOneTimeCodes(options: {
  readonly database: Database;
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): OneTimeCodes {
  const { clock, randomness } = options;
  const store = createCodeStore(options.database);
  const key = Buffer.from(hkdfSync("sha256", options.masterKey, "", "portcullis/cognito/codes", 32));
  const nameOf = (subject: CodeSubject): string => `${subject.userPoolId}/${subject.sub}`;
  // A million codes are quickly hashed: without the key the stored digest would give them away.
  const digest = (subject: CodeSubject, kind: CodeKind, code: string): Buffer =>
    createHmac("sha256", key)
      .update(`${nameOf(subject)}\n${kind}\n${code}`)
      .digest();
  let counted = 0;
  return {
    issue: (subject, kind, attribute) => {
      const code = randomText(randomness, CODE_DIGITS, DIGITS);
      store.put(nameOf(subject), kind, {
        digest: digest(subject, kind, code),
        attribute,
        expiresAt: clock.now() + LIFETIME_MS[kind],
      });
      return code;
    },
    redeem: (subject, kind, code) => {
      const pending = store.find(nameOf(subject), kind);
      if (pending === undefined) throw expiredCode();
      if (clock.now() >= pending.expiresAt) throw expiredCode().knowing({ reason: "code-expired" });
      // COG-COD-1: of one person and one purpose.
      if (!timingSafeEqual(pending.digest, digest(subject, kind, code))) throw codeMismatch();
      store.remove(nameOf(subject), kind);
      return pending.attribute;
    },
    forget: (subject, kind) => store.remove(nameOf(subject), kind),
    countAttempt: (subject, action) => {
      counted += 1;
      if (counted % PURGE_EVERY === 0) store.purge(clock.now(), HOUR_MS);
      const attempts = store.countAttempt(`${nameOf(subject)}/${action}`, clock.now(), HOUR_MS);
      // COG-COD-2: guessing a code, or flooding a person with them, ends after a few tries an hour.
      if (attempts > PER_HOUR[action]) {
        throw limitExceeded().knowing({ by: { limit: PER_HOUR[action] }, asked: { operation: action } });
      }
    },
  };
}
