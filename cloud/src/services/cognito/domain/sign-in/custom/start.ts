import { customAuthNotConfigured, invalidParameter } from "../../../shared/errors.ts";
import { parseClientPublic } from "../../srp/protocol.ts";
import { BEFORE_CHALLENGE, runChecks } from "../order.ts";
import { beginAttempt } from "../parts/attempt.ts";
import type { ChallengeResult } from "../parts/custom-sign-ins.ts";
import type { SignInParts } from "../parts/dependencies.ts";
import type { ClientContext, SignInStep } from "../parts/sign-in.ts";
import { runPreAuthentication } from "../sign-in-triggers.ts";
import { decideNext } from "./decide.ts";

const SRP_BEGUN: ChallengeResult = {
  challengeName: "SRP_A",
  challengeResult: true,
  challengeMetadata: null,
};

/**
 * First step of CUSTOM_AUTH; `srpA` where the client begins with its password.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export async function startCustomSignIn(
  parts: SignInParts,
  clientContext: ClientContext,
  claim: { readonly login: string; readonly srpA: string | undefined },
): Promise<SignInStep> {
  const { pool, client } = clientContext;
  // COG-61: without its functions the flow does not begin.
  if (pool.lambdaTriggers.defineAuthChallenge === undefined) {
    throw customAuthNotConfigured("DefineAuthChallenge", pool.id);
  }
  const attempt = beginAttempt(parts, clientContext, claim.login);
  if (claim.srpA !== undefined && parseClientPublic(claim.srpA) === undefined) {
    throw invalidParameter("Invalid SRP_A");
  }
  runChecks(BEFORE_CHALLENGE.slice(0, 1), parts, attempt);
  await runPreAuthentication(parts, attempt);
  runChecks(BEFORE_CHALLENGE, parts, attempt);
  return decideNext(parts, {
    // InitiateAuth's ClientMetadata goes to the pre-authentication trigger only.
    attempt: { ...attempt, clientContext: { pool, client } },
    state: {
      login: claim.login,
      history: claim.srpA === undefined ? [] : [SRP_BEGUN],
      srpA: claim.srpA,
      open: undefined,
    },
    cause: "TokenGeneration_Authentication",
  });
}
