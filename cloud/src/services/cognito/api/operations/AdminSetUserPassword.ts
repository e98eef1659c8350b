import type { AdminSetUserPasswordRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export function adminSetUserPassword({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<AdminSetUserPasswordRequest> {
  return {
    name: "AdminSetUserPassword",
    authorize: asks("cognito-idp:AdminSetUserPassword", poolResource),
    run: async (input) => {
      await users.setPassword(pools.get(input.UserPoolId), input.Username, {
        password: input.Password,
        permanent: input.Permanent ?? false,
      });
    },
  };
}
