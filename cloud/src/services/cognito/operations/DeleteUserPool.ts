import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export function deleteUserPool({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "DeleteUserPool",
    input: { UserPoolId: USER_POOL_ID },
    authorize: asks("cognito-idp:DeleteUserPool", poolResource),
    run: (input) => pools.delete(input.UserPoolId),
  };
}
