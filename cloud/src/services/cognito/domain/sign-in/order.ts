import { assertConfirmed } from "./checks/assert-confirmed.ts";
import { assertEnabled } from "./checks/assert-enabled.ts";
import { assertKnown } from "./checks/assert-known.ts";
import { assertNoReset } from "./checks/assert-no-reset.ts";
import { assertNotLocked } from "./checks/assert-not-locked.ts";
import { assertTemporaryPasswordFresh } from "./checks/assert-temporary-password-fresh.ts";
import type { SignInCheck } from "./checks/check.ts";
import { unlessConcealed } from "./checks/unless-concealed.ts";
import type { SignInAttempt } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";

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
