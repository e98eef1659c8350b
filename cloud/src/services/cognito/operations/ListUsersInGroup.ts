import { asks, type Operation } from "../../../wire/operation.ts";
import { GROUP_NAME, PAGE_LIMIT, PAGE_TOKEN, pageSize, USER_POOL_ID } from "../constants.ts";
import { nextToken } from "../pagination.ts";
import { describeUser } from "../users/describe.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly GroupName: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export function listUsersInGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<Input> {
  return {
    name: "ListUsersInGroup",
    input: {
      UserPoolId: USER_POOL_ID,
      GroupName: GROUP_NAME,
      Limit: PAGE_LIMIT,
      NextToken: PAGE_TOKEN,
    },
    authorize: asks("cognito-idp:ListUsersInGroup", poolResource),
    run: ({ UserPoolId, GroupName, Limit, NextToken }) => {
      const page = groups.listMembers(UserPoolId, GroupName, { limit: pageSize(Limit), token: NextToken });
      return { Users: page.items.map((user) => describeUser(user)), ...nextToken(page.next) };
    },
  };
}
