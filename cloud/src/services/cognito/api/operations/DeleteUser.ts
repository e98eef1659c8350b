import type { DeleteUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf } from "../../domain/sign-in/client-context.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export function deleteUser(dependencies: AuthDependencies): Operation<DeleteUserRequest> {
  return {
    name: "DeleteUser",
    auth: "public",
    run: async (input, { actsAs }) => {
      const { pool, user } = await callerOf(dependencies, input.AccessToken, actsAs);
      dependencies.tokens.signOutEverywhere(pool, user);
      dependencies.users.remove(pool.id, user.sub);
      return {};
    },
  };
}
