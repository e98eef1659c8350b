import { timestamp } from "../../../../core/clock.ts";
import type { ListUserPoolsRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { anyResource, asks, type Operation } from "../../../../wire/operation.ts";
import { describeLambdaConfig } from "../../domain/pools/lambda-config.ts";
import type { UserPool } from "../../domain/pools/pool.ts";
import { nextToken, pageInOrder } from "../../shared/pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";

function summary(pool: UserPool): Record<string, unknown> {
  return {
    Id: pool.id,
    Name: pool.name,
    LambdaConfig: describeLambdaConfig(pool.lambdaTriggers),
    LastModifiedDate: timestamp(pool.modifiedAt),
    CreationDate: timestamp(pool.createdAt),
  };
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export function listUserPools({
  stores,
}: Pick<AdminDependencies, "stores">): Operation<ListUserPoolsRequest> {
  return {
    name: "ListUserPools",
    authorize: asks("cognito-idp:ListUserPools", anyResource),
    run: ({ MaxResults, NextToken }) => {
      const page = pageInOrder(stores.pools.list(), { limit: MaxResults, token: NextToken }, ({ id }) => id);
      return { UserPools: page.items.map(summary), ...nextToken(page.next) };
    },
  };
}
