import type { ForgotPasswordRequest } from "../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { assertSecretHash, describeDelivery, partyOf } from "./parties.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export function forgotPassword(dependencies: AuthDependencies): Operation<ForgotPasswordRequest> {
  return {
    name: "ForgotPassword",
    auth: "public",
    run: async (input) => {
      const party = partyOf(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(party.client, [input.Username], input.SecretHash);
      const delivery = await dependencies.recovery.request(party, input.Username);
      return { CodeDeliveryDetails: describeDelivery(delivery) };
    },
  };
}
