import type { ListUsersRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeUser } from "../../domain/users/describe.ts";
import { parseFilter } from "../../domain/users/filter.ts";
import { pageSize } from "../../shared/constants.ts";
import { decodePageToken, pageOf } from "../../shared/pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export function listUsers({
  pools,
  stores,
}: Pick<AdminDependencies, "pools" | "stores">): Operation<ListUsersRequest> {
  return {
    name: "ListUsers",
    authorize: asks("cognito-idp:ListUsers", poolResource),
    run: (input) => {
      const limit = pageSize(input.Limit);
      const after = decodePageToken(input.PaginationToken);
      const filter = parseFilter(input.Filter);
      const found = stores.users.list(pools.get(input.UserPoolId).id, {
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
        ...(filter === undefined ? {} : { filter }),
      });
      const page = pageOf(found, limit, ({ sub }) => sub);
      return {
        Users: page.items.map((user) => describeUser(user, input.AttributesToGet)),
        ...(page.next === undefined ? {} : { PaginationToken: page.next }),
      };
    },
  };
}
