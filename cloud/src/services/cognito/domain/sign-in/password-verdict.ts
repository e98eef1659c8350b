import type { Why } from "../../../../core/why.ts";
import { incorrectCredentials } from "../../shared/errors.ts";
import { shownName } from "../users/shown-name.ts";
import { afterPassword } from "./next-step.ts";
import { AFTER_PASSWORD, runChecks } from "./order.ts";
import { lockSubjectOf, refreshed, type SignInAttempt, unknownUserWhy } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import { FREE_FAILURES } from "./parts/lock-out.ts";
import type { SignInStep } from "./parts/sign-in.ts";

/**
 * Goes on, or not, once it is known whether the password was right. The lock is asked again: of
 * many guesses that were made at once, those that end after the fifth wrong one are not answered.
 */
export async function concludePassword(
  parts: SignInParts,
  earlier: SignInAttempt,
  right: boolean,
): Promise<SignInStep> {
  const attempt = refreshed(parts, earlier);
  const { clientContext, user } = attempt;
  const subject = lockSubjectOf(attempt);
  parts.lockOut.assertOpen(subject);
  const unchanged = user?.password?.sealedVerifier === earlier.user?.password?.sealedVerifier;
  if (!right || user === undefined || !unchanged) {
    const failures = parts.lockOut.countFailure(subject, "password");
    throw incorrectCredentials().because(wrongPasswordWhy(attempt, failures));
  }
  runChecks(AFTER_PASSWORD, parts, attempt);
  parts.lockOut.clear(subject, "password");
  return afterPassword(parts, clientContext, {
    client: clientContext.client,
    user,
    cause: "TokenGeneration_Authentication",
    custom: passed(parts, attempt),
  });
}

function passed(parts: SignInParts, { custom }: SignInAttempt): string | undefined {
  return custom === undefined ? undefined : parts.customSignIns.passed(custom, "PASSWORD_VERIFIER");
}

/** The answer is the same for both; neither the password nor its length is in it. */
function wrongPasswordWhy(attempt: SignInAttempt, failures: number): Why {
  const { user } = attempt;
  if (user === undefined) return unknownUserWhy(attempt);
  return {
    rule: "COG-SRP-2",
    reason: "password-wrong",
    concealed: true,
    had: { username: shownName(user), attempt: failures, status: user.status },
    by: { limit: FREE_FAILURES },
  };
}
