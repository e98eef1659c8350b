import type { AdminRespondToAuthChallengeRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { adminClientAndPool } from "../../domain/sign-in/client-context.ts";
import { noteTokens } from "./auth-outcome.ts";
import { runChallengeAnswer } from "./challenge-answers.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export function adminRespondToAuthChallenge(
  dependencies: AuthDependencies,
): Operation<AdminRespondToAuthChallengeRequest> {
  return {
    name: "AdminRespondToAuthChallenge",
    authorize: asks("cognito-idp:AdminRespondToAuthChallenge", poolResource),
    run: async (input, context) =>
      noteTokens(
        context,
        await runChallengeAnswer(dependencies, {
          clientContext: adminClientAndPool(dependencies, input),
          name: input.ChallengeName,
          session: input.Session,
          responses: input.ChallengeResponses ?? {},
        }),
      ),
  };
}
