import type { InitiateAuthRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { clientAndPool } from "../../domain/sign-in/client-context.ts";
import { runAuthFlow } from "./auth-flows.ts";
import { noteTokens } from "./auth-outcome.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export function initiateAuth(dependencies: AuthDependencies): Operation<InitiateAuthRequest> {
  return {
    name: "InitiateAuth",
    unsupportedMembers: ["Session"],
    auth: "public",
    run: async (input, context) => {
      const clientContext = clientAndPool(dependencies, input.ClientId, input.ClientMetadata);
      const parameters = input.AuthParameters ?? {};
      return noteTokens(
        context,
        await runAuthFlow(dependencies, { clientContext, parameters, flow: input.AuthFlow, admin: false }),
      );
    },
  };
}
