import type { RespondToAuthChallengeRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { clientAndPool } from "../../domain/sign-in/client-context.ts";
import { noteTokens } from "./auth-outcome.ts";
import { runChallengeAnswer } from "./challenge-answers.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export function respondToAuthChallenge(
  dependencies: AuthDependencies,
): Operation<RespondToAuthChallengeRequest> {
  return {
    name: "RespondToAuthChallenge",
    auth: "public",
    run: async (input, context) =>
      noteTokens(
        context,
        await runChallengeAnswer(dependencies, {
          clientContext: clientAndPool(dependencies, input.ClientId, input.ClientMetadata),
          name: input.ChallengeName,
          session: input.Session,
          responses: input.ChallengeResponses ?? {},
        }),
      ),
  };
}
