import type { AdminConfirmSignUpRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { poolOf } from "../../domain/sign-in/client-context.ts";
import { confirmUser } from "../../domain/sign-up/confirm.ts";
import { getUser } from "../../domain/users/directory.ts";
import { NO_CLIENT_ID } from "../../shared/constants.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export function adminConfirmSignUp(dependencies: AuthDependencies): Operation<AdminConfirmSignUpRequest> {
  return {
    name: "AdminConfirmSignUp",
    authorize: asks("cognito-idp:AdminConfirmSignUp", poolResource),
    run: async (input) => {
      const pool = poolOf(dependencies, input.UserPoolId);
      const user = getUser(dependencies.users, pool, input.Username);
      await confirmUser(dependencies, {
        pool,
        user,
        clientId: NO_CLIENT_ID,
        clientMetadata: input.ClientMetadata,
      });
      return {};
    },
  };
}
