import type { CallContext } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import type { ClientContext, SignInStep } from "../../domain/sign-in/parts/sign-in.ts";
import { issueNote } from "../../domain/tokens/claims.ts";
import type { IssuedTokens } from "../../domain/tokens/issuer.ts";
import { ADMIN_SCOPE } from "../../shared/constants.ts";

/** What InitiateAuth and RespondToAuthChallenge answer: the next challenge, or tokens. */
export async function describeStep(
  { tokens }: Pick<AuthDependencies, "tokens">,
  clientContext: ClientContext,
  step: SignInStep,
): Promise<Record<string, unknown>> {
  if (step.kind === "challenge") {
    return {
      ChallengeName: step.name,
      ...(step.session === undefined ? {} : { Session: step.session }),
      ChallengeParameters: step.parameters,
      ...(step.available === undefined ? {} : { AvailableChallenges: step.available }),
    };
  }
  const issued = await tokens.issue({
    ...clientContext,
    user: step.user,
    cause: step.cause,
    scopes: [ADMIN_SCOPE],
    oauth: false,
    authenticatedAt: step.authenticatedAt,
  });
  return { AuthenticationResult: describeTokens(issued), ChallengeParameters: {} };
}

/** Tells the trace of the tokens in an answer; a challenge is none. */
export function noteTokens<Answer extends Record<string, unknown>>(
  { note }: Pick<CallContext, "note">,
  answer: Answer,
): Answer {
  const result = answer["AuthenticationResult"] as { readonly AccessToken?: unknown } | undefined;
  if (typeof result?.AccessToken === "string") note(issueNote(result.AccessToken));
  return answer;
}

export function describeTokens(issued: IssuedTokens): Record<string, unknown> {
  return {
    AccessToken: issued.accessToken,
    ExpiresIn: issued.expiresInSeconds,
    TokenType: "Bearer",
    ...(issued.refreshToken === undefined ? {} : { RefreshToken: issued.refreshToken }),
    ...(issued.idToken === undefined ? {} : { IdToken: issued.idToken }),
  };
}
