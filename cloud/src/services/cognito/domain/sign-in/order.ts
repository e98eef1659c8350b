import { secondsSince } from "../../../../core/clock.ts";
import {
  passwordResetRequired,
  temporaryPasswordExpired,
  userNotConfirmed,
  userNotFound,
} from "../../shared/errors.ts";
import { shownName } from "../users/shown-name.ts";
import {
  concealsUsers,
  disabled,
  knownUser,
  lockSubjectOf,
  type SignInAttempt,
  unknownUserWhy,
} from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";

/** Throws the refusal of one rule. */
export type SignInCheck = (parts: SignInParts, attempt: SignInAttempt) => void;

/** COG-SIN-1: an unknown user is told apart only where the client allows it. */
const assertKnown: SignInCheck = (_parts, attempt) => {
  if (attempt.user !== undefined || concealsUsers(attempt.clientContext)) return;
  throw userNotFound().because(unknownUserWhy(attempt));
};

/** COG-SIN-2: a disabled user does not sign in. */
const assertEnabled: SignInCheck = ({ clock }, { user }) => {
  if (user?.enabled === false) throw disabled(user, clock);
};

/** COG-SIN-3: a user who signed up and was not confirmed does not sign in. */
const assertConfirmed: SignInCheck = (_parts, attempt) => {
  if (attempt.user?.status === "UNCONFIRMED") throw userNotConfirmed().knowing(knownUser(attempt));
};

/** COG-SIN-4: after an administrator's reset the old password opens nothing. */
const assertNoReset: SignInCheck = (_parts, attempt) => {
  if (attempt.user?.status === "RESET_REQUIRED") throw passwordResetRequired().knowing(knownUser(attempt));
};

const DAY_MS = 86_400_000;

/** COG-SIN-5: a temporary password ends after the days the pool allows. */
const assertTemporaryPasswordFresh: SignInCheck = (parts, { clientContext, user }) => {
  if (user?.status !== "FORCE_CHANGE_PASSWORD" || user.password === undefined) return;
  const { temporaryPasswordValidityDays } = clientContext.pool.passwordPolicy;
  const endsAt = user.password.setAt + temporaryPasswordValidityDays * DAY_MS;
  if (parts.clock.now() < endsAt) return;
  throw temporaryPasswordExpired().knowing({
    had: { username: shownName(user), seconds: secondsSince(endsAt, parts.clock) },
    by: { days: temporaryPasswordValidityDays },
  });
};

/** COG-LCK-2: during a lock no password is looked at. */
const assertNotLocked: SignInCheck = (parts, attempt) => {
  parts.lockOut.assertOpen(lockSubjectOf(attempt));
};

/** Leaves a check out where its refusal would tell that the user exists. */
function unlessConcealed(check: SignInCheck): SignInCheck {
  return (parts, attempt) => {
    if (!concealsUsers(attempt.clientContext)) check(parts, attempt);
  };
}

/** Before the SRP challenge is given. */
export const BEFORE_CHALLENGE: readonly SignInCheck[] = [
  assertKnown,
  unlessConcealed(assertEnabled),
  unlessConcealed(assertConfirmed),
];

/** Before a password is looked at. Refusals that give a user away wait where that is concealed. */
export const BEFORE_PASSWORD: readonly SignInCheck[] = [
  assertKnown,
  unlessConcealed(assertEnabled),
  assertNotLocked,
  unlessConcealed(assertConfirmed),
];

/** Once the password was right. */
export const AFTER_PASSWORD: readonly SignInCheck[] = [
  assertEnabled,
  assertConfirmed,
  assertNoReset,
  assertTemporaryPasswordFresh,
];

/** Before a sign-in without a password ends with tokens. */
export const BEFORE_TOKENS: readonly SignInCheck[] = [assertEnabled, assertConfirmed, assertNoReset];

export function runChecks(checks: readonly SignInCheck[], parts: SignInParts, attempt: SignInAttempt): void {
  for (const check of checks) check(parts, attempt);
}
