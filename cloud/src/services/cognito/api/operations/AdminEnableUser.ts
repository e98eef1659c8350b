import type { AdminEnableUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export function adminEnableUser({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<AdminEnableUserRequest> {
  return {
    name: "AdminEnableUser",
    authorize: asks("cognito-idp:AdminEnableUser", poolResource),
    run: (input) => {
      users.setEnabled(pools.get(input.UserPoolId), input.Username, true);
    },
  };
}
