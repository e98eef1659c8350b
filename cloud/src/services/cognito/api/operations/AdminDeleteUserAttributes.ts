import type { AdminDeleteUserAttributesRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export function adminDeleteUserAttributes({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<AdminDeleteUserAttributesRequest> {
  return {
    name: "AdminDeleteUserAttributes",
    authorize: asks("cognito-idp:AdminDeleteUserAttributes", poolResource),
    run: (input) => {
      users.deleteAttributes(pools.get(input.UserPoolId), input.Username, input.UserAttributeNames);
    },
  };
}
