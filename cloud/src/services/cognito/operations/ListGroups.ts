import { asks, type Operation } from "../../../wire/operation.ts";
import { PAGE_LIMIT, PAGE_TOKEN, pageSize, USER_POOL_ID } from "../constants.ts";
import { describeGroup } from "../groups/manager.ts";
import { nextToken } from "../pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export function listGroups({ groups }: Pick<AdminDependencies, "groups">): Operation<Input> {
  return {
    name: "ListGroups",
    input: {
      UserPoolId: USER_POOL_ID,
      Limit: PAGE_LIMIT,
      NextToken: PAGE_TOKEN,
    },
    authorize: asks("cognito-idp:ListGroups", poolResource),
    run: ({ UserPoolId, Limit, NextToken }) => {
      const page = groups.list(UserPoolId, { limit: pageSize(Limit), token: NextToken });
      return { Groups: page.items.map(describeGroup), ...nextToken(page.next) };
    },
  };
}
