import type { AdminInitiateAuthRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { adminClientAndPool } from "../../domain/sign-in/client-context.ts";
import { runAuthFlow } from "./auth-flows.ts";
import { noteTokens } from "./auth-outcome.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export function adminInitiateAuth(dependencies: AuthDependencies): Operation<AdminInitiateAuthRequest> {
  return {
    name: "AdminInitiateAuth",
    unsupportedMembers: ["Session"],
    authorize: asks("cognito-idp:AdminInitiateAuth", poolResource),
    run: async (input, context) => {
      const clientContext = adminClientAndPool(dependencies, input);
      const parameters = input.AuthParameters ?? {};
      return noteTokens(
        context,
        await runAuthFlow(dependencies, { clientContext, parameters, flow: input.AuthFlow, admin: true }),
      );
    },
  };
}
