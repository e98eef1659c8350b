import type { AdminCreateUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeUser } from "../../domain/users/describe.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export function adminCreateUser({
  pools,
  invitations,
}: Pick<AdminDependencies, "pools" | "invitations">): Operation<AdminCreateUserRequest> {
  return {
    name: "AdminCreateUser",
    authorize: asks("cognito-idp:AdminCreateUser", poolResource),
    run: async (input) => ({
      User: describeUser(await invitations.invite(pools.get(input.UserPoolId), input)),
    }),
  };
}
