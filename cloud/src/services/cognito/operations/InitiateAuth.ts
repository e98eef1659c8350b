import { unsupported } from "../../../core/errors.ts";
import type { Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, CLIENT_METADATA } from "../constants.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { AUTH_FLOW_NAMES, runAuthFlow } from "./auth-flows.ts";
import { partyOf } from "./parties.ts";
import { CONTEXT_MEMBERS, SESSION, TEXT_MAP } from "./self-service-input.ts";

interface Input {
  readonly AuthFlow: string;
  readonly ClientId: string;
  readonly AuthParameters?: Readonly<Record<string, string>>;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
  readonly Session?: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export function initiateAuth(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "InitiateAuth",
    auth: "public",
    input: {
      AuthFlow: { type: "string", required: true, enum: AUTH_FLOW_NAMES },
      AuthParameters: TEXT_MAP,
      ClientMetadata: CLIENT_METADATA,
      ClientId: CLIENT_ID,
      ...CONTEXT_MEMBERS,
      Session: SESSION,
    },
    run: async (input) => {
      if (input.Session !== undefined) throw unsupported("Session of InitiateAuth");
      const party = partyOf(dependencies, input.ClientId, input.ClientMetadata);
      const parameters = input.AuthParameters ?? {};
      return runAuthFlow(dependencies, { party, parameters, flow: input.AuthFlow, admin: false });
    },
  };
}
