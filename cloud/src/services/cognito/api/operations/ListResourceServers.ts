import type { ListResourceServersRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { resourceServerType } from "../../domain/resource-servers/manager.ts";
import { LARGEST_RESOURCE_SERVER_PAGE } from "../../shared/constants.ts";
import { nextToken } from "../../shared/pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export function listResourceServers({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<ListResourceServersRequest> {
  return {
    name: "ListResourceServers",
    authorize: asks("cognito-idp:ListResourceServers", poolResource),
    run: ({ UserPoolId, MaxResults = LARGEST_RESOURCE_SERVER_PAGE, NextToken }) => {
      const page = resourceServers.list(UserPoolId, { limit: MaxResults, token: NextToken });
      return { ResourceServers: page.items.map(resourceServerType), ...nextToken(page.next) };
    },
  };
}
