import type { AdminDeleteUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export function adminDeleteUser({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<AdminDeleteUserRequest> {
  return {
    name: "AdminDeleteUser",
    authorize: asks("cognito-idp:AdminDeleteUser", poolResource),
    run: (input) => users.delete(pools.get(input.UserPoolId), input.Username),
  };
}
