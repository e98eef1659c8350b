import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import type { CreateUserPoolInput } from "../pools/input.ts";
import { CREATION_ONLY, POOL_NAME, POOL_SETTINGS } from "../pools/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export function createUserPool({ pools }: Pick<AdminDependencies, "pools">): Operation<CreateUserPoolInput> {
  return {
    name: "CreateUserPool",
    input: { PoolName: { ...POOL_NAME, required: true }, ...POOL_SETTINGS, ...CREATION_ONLY },
    authorize: asks("cognito-idp:CreateUserPool", anyResource),
    run: (input) => ({ UserPool: pools.describe(pools.create(input)) }),
  };
}
