import type { DeleteUserPoolRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export function deleteUserPool({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<DeleteUserPoolRequest> {
  return {
    name: "DeleteUserPool",
    authorize: asks("cognito-idp:DeleteUserPool", poolResource),
    run: (input) => pools.delete(input.UserPoolId),
  };
}
