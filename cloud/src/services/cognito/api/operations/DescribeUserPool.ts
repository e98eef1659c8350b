import type { DescribeUserPoolRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export function describeUserPool({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<DescribeUserPoolRequest> {
  return {
    name: "DescribeUserPool",
    authorize: asks("cognito-idp:DescribeUserPool", poolResource),
    run: (input) => ({ UserPool: pools.describe(pools.get(input.UserPoolId)) }),
  };
}
