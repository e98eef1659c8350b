import { featureUnavailableInTier, incorrectCredentials } from "../../../shared/errors.ts";
import { BEFORE_CHALLENGE, runChecks } from "../order.ts";
import { beginAttempt } from "../parts/attempt.ts";
import type { SignInParts } from "../parts/dependencies.ts";
import type { ClientContext, SignInStep } from "../parts/sign-in.ts";
import { runPreAuthentication } from "../sign-in-triggers.ts";
import { beginFactor, type ChosenFactor, challengeOf, openSession } from "./begin-factor.ts";
import { firstFactorsOf } from "./first-factors.ts";

export interface ChoiceClaim extends Omit<ChosenFactor, "factor"> {
  readonly login: string;
  /** PREFERRED_CHALLENGE */
  readonly preferred: string | undefined;
}

/**
 * First step of USER_AUTH: the preferred factor where the user has it, else the choice.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export async function startChoice(
  parts: SignInParts,
  clientContext: ClientContext,
  claim: ChoiceClaim,
): Promise<SignInStep> {
  const { pool, client } = clientContext;
  if (pool.tier === "LITE") throw featureUnavailableInTier("USER_AUTH is not available in the LITE tier.");
  const attempt = beginAttempt(parts, clientContext, claim.login);
  runChecks(BEFORE_CHALLENGE.slice(0, 1), parts, attempt);
  await runPreAuthentication(parts, attempt);
  runChecks(BEFORE_CHALLENGE, parts, attempt);
  // InitiateAuth's ClientMetadata goes to the pre-authentication trigger only.
  const later = { ...attempt, clientContext: { pool, client } };
  const available = firstFactorsOf(pool, attempt.user);
  const factor = available.find((name) => name === claim.preferred);
  if (factor === undefined) {
    if (available.length === 0) throw incorrectCredentials();
    const session = openSession(parts, later, "SELECT_CHALLENGE");
    return { ...challengeOf("SELECT_CHALLENGE", session, {}), available };
  }
  const step = await beginFactor(parts, later, { ...claim, factor });
  return step.kind === "challenge" && (step.name === "EMAIL_OTP" || step.name === "PASSWORD")
    ? { ...step, available: [factor] }
    : step;
}
