import type { ListGroupsRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeGroup } from "../../domain/groups/manager.ts";
import { pageSize } from "../../shared/constants.ts";
import { nextToken } from "../../shared/pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export function listGroups({ groups }: Pick<AdminDependencies, "groups">): Operation<ListGroupsRequest> {
  return {
    name: "ListGroups",
    authorize: asks("cognito-idp:ListGroups", poolResource),
    run: ({ UserPoolId, Limit, NextToken }) => {
      const page = groups.list(UserPoolId, { limit: pageSize(Limit), token: NextToken });
      return { Groups: page.items.map(describeGroup), ...nextToken(page.next) };
    },
  };
}
