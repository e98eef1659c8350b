import type { SignUpRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertSecretHash, clientAndPool, describeDelivery } from "../../domain/sign-in/client-context.ts";
import { register } from "../../domain/sign-up/register.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export function signUp(dependencies: AuthDependencies): Operation<SignUpRequest> {
  return {
    name: "SignUp",
    auth: "public",
    run: async (input) => {
      const clientContext = clientAndPool(dependencies, input.ClientId, input.ClientMetadata);
      assertSecretHash(clientContext.client, [input.Username], input.SecretHash);
      const { user, delivery } = await register(dependencies, clientContext, input);
      return {
        UserConfirmed: user.status === "CONFIRMED",
        UserSub: user.sub,
        ...(delivery === undefined ? {} : { CodeDeliveryDetails: describeDelivery(delivery) }),
      };
    },
  };
}
