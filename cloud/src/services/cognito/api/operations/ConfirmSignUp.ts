import type { ConfirmSignUpRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertSecretHash, clientAndPool } from "../../domain/sign-in/client-context.ts";
import { confirmRegistration } from "../../domain/sign-up/confirm.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export function confirmSignUp(dependencies: AuthDependencies): Operation<ConfirmSignUpRequest> {
  return {
    name: "ConfirmSignUp",
    unsupportedMembers: ["Session"],
    auth: "public",
    run: async (input) => {
      const clientContext = clientAndPool(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(clientContext.client, [input.Username], input.SecretHash);
      await confirmRegistration(dependencies, clientContext, {
        login: input.Username,
        code: input.ConfirmationCode,
        forceAlias: input.ForceAliasCreation ?? false,
      });
      return {};
    },
  };
}
