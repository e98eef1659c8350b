import type { InitiateAuthRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { partyOf } from "../../domain/sign-in/parties.ts";
import { runAuthFlow } from "./auth-flows.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export function initiateAuth(dependencies: AuthDependencies): Operation<InitiateAuthRequest> {
  return {
    name: "InitiateAuth",
    unsupportedMembers: ["Session"],
    auth: "public",
    run: async (input) => {
      const party = partyOf(dependencies, input.ClientId, input.ClientMetadata);
      const parameters = input.AuthParameters ?? {};
      return runAuthFlow(dependencies, { party, parameters, flow: input.AuthFlow, admin: false });
    },
  };
}
