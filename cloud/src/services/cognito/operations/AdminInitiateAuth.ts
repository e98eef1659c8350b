import { unsupported } from "../../../core/errors.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, CLIENT_METADATA, USER_POOL_ID } from "../constants.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { AUTH_FLOW_NAMES, runAuthFlow } from "./auth-flows.ts";
import { adminPartyOf } from "./parties.ts";
import { poolResource } from "./resource-arn.ts";
import { SESSION, TEXT_MAP } from "./self-service-input.ts";

interface Input {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly AuthFlow: string;
  readonly AuthParameters?: Readonly<Record<string, string>>;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
  readonly Session?: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export function adminInitiateAuth(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "AdminInitiateAuth",
    input: {
      UserPoolId: USER_POOL_ID,
      ClientId: CLIENT_ID,
      AuthFlow: { type: "string", required: true, enum: AUTH_FLOW_NAMES },
      AuthParameters: TEXT_MAP,
      ClientMetadata: CLIENT_METADATA,
      AnalyticsMetadata: { type: "structure" },
      ContextData: { type: "structure" },
      Session: SESSION,
    },
    authorize: asks("cognito-idp:AdminInitiateAuth", poolResource),
    run: async (input) => {
      if (input.Session !== undefined) throw unsupported("Session of AdminInitiateAuth");
      const party = adminPartyOf(dependencies, input);
      const parameters = input.AuthParameters ?? {};
      return runAuthFlow(dependencies, { party, parameters, flow: input.AuthFlow, admin: true });
    },
  };
}
