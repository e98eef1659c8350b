import type { AdminUpdateUserAttributesRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export function adminUpdateUserAttributes({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<AdminUpdateUserAttributesRequest> {
  return {
    name: "AdminUpdateUserAttributes",
    authorize: asks("cognito-idp:AdminUpdateUserAttributes", poolResource),
    run: async (input) => {
      await users.updateAttributes(pools.get(input.UserPoolId), input.Username, {
        attributes: input.UserAttributes,
        ...(input.ClientMetadata === undefined ? {} : { clientMetadata: input.ClientMetadata }),
      });
    },
  };
}
