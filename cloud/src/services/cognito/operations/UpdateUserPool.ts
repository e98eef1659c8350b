import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import type { UpdateUserPoolInput } from "../pools/input.ts";
import { POOL_NAME, POOL_SETTINGS } from "../pools/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export function updateUserPool({ pools }: Pick<AdminDependencies, "pools">): Operation<UpdateUserPoolInput> {
  return {
    name: "UpdateUserPool",
    input: { UserPoolId: USER_POOL_ID, PoolName: POOL_NAME, ...POOL_SETTINGS },
    authorize: asks("cognito-idp:UpdateUserPool", poolResource),
    run: (input) => {
      pools.update(input);
    },
  };
}
