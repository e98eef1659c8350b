import type { Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, CLIENT_METADATA } from "../constants.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { CHALLENGE_NAMES, runChallengeAnswer } from "./challenge-answers.ts";
import { partyOf } from "./parties.ts";
import { CONTEXT_MEMBERS, SESSION, TEXT_MAP } from "./self-service-input.ts";

interface Input {
  readonly ClientId: string;
  readonly ChallengeName: string;
  readonly Session?: string;
  readonly ChallengeResponses?: Readonly<Record<string, string>>;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export function respondToAuthChallenge(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "RespondToAuthChallenge",
    auth: "public",
    input: {
      ClientId: CLIENT_ID,
      ChallengeName: { type: "string", required: true, enum: CHALLENGE_NAMES },
      Session: SESSION,
      ChallengeResponses: TEXT_MAP,
      ...CONTEXT_MEMBERS,
      ClientMetadata: CLIENT_METADATA,
    },
    run: async (input) =>
      runChallengeAnswer(dependencies, {
        party: partyOf(dependencies, input.ClientId, input.ClientMetadata),
        name: input.ChallengeName,
        session: input.Session,
        responses: input.ChallengeResponses ?? {},
      }),
  };
}
