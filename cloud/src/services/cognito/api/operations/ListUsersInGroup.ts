import type { ListUsersInGroupRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeUser } from "../../domain/users/describe.ts";
import { pageSize } from "../../shared/constants.ts";
import { nextToken } from "../../shared/pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export function listUsersInGroup({
  groups,
}: Pick<AdminDependencies, "groups">): Operation<ListUsersInGroupRequest> {
  return {
    name: "ListUsersInGroup",
    authorize: asks("cognito-idp:ListUsersInGroup", poolResource),
    run: ({ UserPoolId, GroupName, Limit, NextToken }) => {
      const page = groups.listMembers(UserPoolId, GroupName, { limit: pageSize(Limit), token: NextToken });
      return { Users: page.items.map((user) => describeUser(user)), ...nextToken(page.next) };
    },
  };
}
