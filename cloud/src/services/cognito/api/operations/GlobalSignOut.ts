import type { GlobalSignOutRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf } from "../../domain/sign-in/client-context.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export function globalSignOut(dependencies: AuthDependencies): Operation<GlobalSignOutRequest> {
  return {
    name: "GlobalSignOut",
    auth: "public",
    run: async (input, { actsAs }) => {
      const { pool, user } = await callerOf(dependencies, input.AccessToken, actsAs);
      dependencies.tokens.signOutEverywhere(pool, user);
      return {};
    },
  };
}
