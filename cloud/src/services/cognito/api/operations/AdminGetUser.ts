import { timestamp } from "../../../../core/clock.ts";
import type { AdminGetUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { listAttributes } from "../../domain/users/attributes.ts";
import { describeUserMfa } from "../../domain/users/describe.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export function adminGetUser({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<AdminGetUserRequest> {
  return {
    name: "AdminGetUser",
    authorize: asks("cognito-idp:AdminGetUser", poolResource),
    run: (input) => {
      const user = users.get(pools.get(input.UserPoolId), input.Username);
      return {
        Username: user.username,
        UserAttributes: listAttributes(user),
        UserCreateDate: timestamp(user.createdAt),
        UserLastModifiedDate: timestamp(user.modifiedAt),
        Enabled: user.enabled,
        UserStatus: user.status,
        ...describeUserMfa(user),
      };
    },
  };
}
