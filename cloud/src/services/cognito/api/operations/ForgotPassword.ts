import type { ForgotPasswordRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertSecretHash, clientAndPool, describeDelivery } from "../../domain/sign-in/client-context.ts";
import { simulatedWhy } from "../../domain/sign-in/simulated-delivery.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export function forgotPassword(dependencies: AuthDependencies): Operation<ForgotPasswordRequest> {
  return {
    name: "ForgotPassword",
    auth: "public",
    run: async (input, { note }) => {
      const clientContext = clientAndPool(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(clientContext.client, [input.Username], input.SecretHash);
      const delivery = await dependencies.recovery.request(clientContext, input.Username);
      if (delivery.simulatedFor !== undefined) note(simulatedWhy(input.Username, delivery.simulatedFor));
      return { CodeDeliveryDetails: describeDelivery(delivery) };
    },
  };
}
