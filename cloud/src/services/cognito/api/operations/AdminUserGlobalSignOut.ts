import type { AdminUserGlobalSignOutRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { poolOf } from "../../domain/sign-in/client-context.ts";
import { getUser } from "../../domain/users/directory.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export function adminUserGlobalSignOut(
  dependencies: AuthDependencies,
): Operation<AdminUserGlobalSignOutRequest> {
  return {
    name: "AdminUserGlobalSignOut",
    authorize: asks("cognito-idp:AdminUserGlobalSignOut", poolResource),
    run: (input) => {
      const pool = poolOf(dependencies, input.UserPoolId);
      dependencies.tokens.signOutEverywhere(pool, getUser(dependencies.users, pool, input.Username));
      return {};
    },
  };
}
