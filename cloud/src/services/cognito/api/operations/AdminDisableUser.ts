import type { AdminDisableUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html */
export function adminDisableUser({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<AdminDisableUserRequest> {
  return {
    name: "AdminDisableUser",
    authorize: asks("cognito-idp:AdminDisableUser", poolResource),
    run: (input) => {
      users.setEnabled(pools.get(input.UserPoolId), input.Username, false);
    },
  };
}
