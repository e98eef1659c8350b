import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID, USERNAME } from "../constants.ts";
import { getUser } from "../users/directory.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { poolOf } from "./parties.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Username: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export function adminUserGlobalSignOut(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "AdminUserGlobalSignOut",
    input: { UserPoolId: USER_POOL_ID, Username: USERNAME },
    authorize: asks("cognito-idp:AdminUserGlobalSignOut", poolResource),
    run: (input) => {
      const pool = poolOf(dependencies, input.UserPoolId);
      dependencies.tokens.signOutEverywhere(pool, getUser(dependencies.users, pool, input.Username));
      return {};
    },
  };
}
