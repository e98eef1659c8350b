import type { ConfirmForgotPasswordRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertSecretHash, clientAndPool } from "../../domain/sign-in/client-context.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export function confirmForgotPassword(
  dependencies: AuthDependencies,
): Operation<ConfirmForgotPasswordRequest> {
  return {
    name: "ConfirmForgotPassword",
    auth: "public",
    run: async (input) => {
      const clientContext = clientAndPool(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(clientContext.client, [input.Username], input.SecretHash);
      await dependencies.recovery.confirm(
        clientContext,
        input.Username,
        input.ConfirmationCode,
        input.Password,
      );
      return {};
    },
  };
}
