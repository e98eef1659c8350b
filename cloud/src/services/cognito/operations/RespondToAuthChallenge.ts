import type { RespondToAuthChallengeRequest } from "../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { runChallengeAnswer } from "./challenge-answers.ts";
import { partyOf } from "./parties.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export function respondToAuthChallenge(
  dependencies: AuthDependencies,
): Operation<RespondToAuthChallengeRequest> {
  return {
    name: "RespondToAuthChallenge",
    auth: "public",
    run: async (input) =>
      runChallengeAnswer(dependencies, {
        party: partyOf(dependencies, input.ClientId, input.ClientMetadata),
        name: input.ChallengeName,
        session: input.Session,
        responses: input.ChallengeResponses ?? {},
      }),
  };
}
