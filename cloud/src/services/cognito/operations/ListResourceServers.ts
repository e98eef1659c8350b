import { asks, type Operation } from "../../../wire/operation.ts";
import { LARGEST_RESOURCE_SERVER_PAGE, PAGE_TOKEN, USER_POOL_ID } from "../constants.ts";
import { nextToken } from "../pagination.ts";
import { resourceServerType } from "../resource-servers/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export function listResourceServers({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<Input> {
  return {
    name: "ListResourceServers",
    input: {
      UserPoolId: USER_POOL_ID,
      MaxResults: { type: "integer", atLeast: 1, atMost: LARGEST_RESOURCE_SERVER_PAGE },
      NextToken: PAGE_TOKEN,
    },
    authorize: asks("cognito-idp:ListResourceServers", poolResource),
    run: ({ UserPoolId, MaxResults = LARGEST_RESOURCE_SERVER_PAGE, NextToken }) => {
      const page = resourceServers.list(UserPoolId, { limit: MaxResults, token: NextToken });
      return { ResourceServers: page.items.map(resourceServerType), ...nextToken(page.next) };
    },
  };
}
