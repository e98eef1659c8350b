import { asks, type Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, CLIENT_METADATA, USER_POOL_ID } from "../constants.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { CHALLENGE_NAMES, runChallengeAnswer } from "./challenge-answers.ts";
import { adminPartyOf } from "./parties.ts";
import { poolResource } from "./resource-arn.ts";
import { SESSION, TEXT_MAP } from "./self-service-input.ts";

interface Input {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly ChallengeName: string;
  readonly Session?: string;
  readonly ChallengeResponses?: Readonly<Record<string, string>>;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export function adminRespondToAuthChallenge(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "AdminRespondToAuthChallenge",
    input: {
      UserPoolId: USER_POOL_ID,
      ClientId: CLIENT_ID,
      ChallengeName: { type: "string", required: true, enum: CHALLENGE_NAMES },
      ChallengeResponses: TEXT_MAP,
      Session: SESSION,
      AnalyticsMetadata: { type: "structure" },
      ContextData: { type: "structure" },
      ClientMetadata: CLIENT_METADATA,
    },
    authorize: asks("cognito-idp:AdminRespondToAuthChallenge", poolResource),
    run: async (input) =>
      runChallengeAnswer(dependencies, {
        party: adminPartyOf(dependencies, input),
        name: input.ChallengeName,
        session: input.Session,
        responses: input.ChallengeResponses ?? {},
      }),
  };
}
