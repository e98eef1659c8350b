import type { AdminInitiateAuthRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { adminPartyOf } from "../../domain/sign-in/parties.ts";
import { runAuthFlow } from "./auth-flows.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export function adminInitiateAuth(dependencies: AuthDependencies): Operation<AdminInitiateAuthRequest> {
  return {
    name: "AdminInitiateAuth",
    unsupportedMembers: ["Session"],
    authorize: asks("cognito-idp:AdminInitiateAuth", poolResource),
    run: async (input) => {
      const party = adminPartyOf(dependencies, input);
      const parameters = input.AuthParameters ?? {};
      return runAuthFlow(dependencies, { party, parameters, flow: input.AuthFlow, admin: true });
    },
  };
}
