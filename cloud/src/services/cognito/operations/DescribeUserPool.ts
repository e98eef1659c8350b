import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export function describeUserPool({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "DescribeUserPool",
    input: { UserPoolId: USER_POOL_ID },
    authorize: asks("cognito-idp:DescribeUserPool", poolResource),
    run: (input) => ({ UserPool: pools.describe(pools.get(input.UserPoolId)) }),
  };
}
