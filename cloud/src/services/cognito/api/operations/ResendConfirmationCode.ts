import type { ResendConfirmationCodeRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertSecretHash, clientAndPool, describeDelivery } from "../../domain/sign-in/client-context.ts";
import { resendRegistrationCode } from "../../domain/sign-up/resend.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export function resendConfirmationCode(
  dependencies: AuthDependencies,
): Operation<ResendConfirmationCodeRequest> {
  return {
    name: "ResendConfirmationCode",
    auth: "public",
    run: async (input) => {
      const clientContext = clientAndPool(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(clientContext.client, [input.Username], input.SecretHash);
      const delivery = await resendRegistrationCode(dependencies, clientContext, input.Username);
      return { CodeDeliveryDetails: describeDelivery(delivery) };
    },
  };
}
