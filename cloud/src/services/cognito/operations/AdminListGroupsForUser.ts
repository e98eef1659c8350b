import { asks, type Operation } from "../../../wire/operation.ts";
import { PAGE_LIMIT, PAGE_TOKEN, pageSize, USER_POOL_ID, USERNAME } from "../constants.ts";
import { describeGroup } from "../groups/manager.ts";
import { nextToken, pageInOrder } from "../pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export function adminListGroupsForUser({ groups }: Pick<AdminDependencies, "groups">): Operation<Input> {
  return {
    name: "AdminListGroupsForUser",
    input: {
      Username: USERNAME,
      UserPoolId: USER_POOL_ID,
      Limit: PAGE_LIMIT,
      NextToken: PAGE_TOKEN,
    },
    authorize: asks("cognito-idp:AdminListGroupsForUser", poolResource),
    run: ({ UserPoolId, Username, Limit, NextToken }) => {
      const all = groups.listOfUser(UserPoolId, Username);
      const page = pageInOrder(all, { limit: pageSize(Limit), token: NextToken }, ({ name }) => name);
      return { Groups: page.items.map(describeGroup), ...nextToken(page.next) };
    },
  };
}
