import type { AdminListGroupsForUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeGroup } from "../../domain/groups/manager.ts";
import { pageSize } from "../../shared/constants.ts";
import { nextToken, pageInOrder } from "../../shared/pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export function adminListGroupsForUser({
  groups,
}: Pick<AdminDependencies, "groups">): Operation<AdminListGroupsForUserRequest> {
  return {
    name: "AdminListGroupsForUser",
    authorize: asks("cognito-idp:AdminListGroupsForUser", poolResource),
    run: ({ UserPoolId, Username, Limit, NextToken }) => {
      const all = groups.listOfUser(UserPoolId, Username);
      const page = pageInOrder(all, { limit: pageSize(Limit), token: NextToken }, ({ name }) => name);
      return { Groups: page.items.map(describeGroup), ...nextToken(page.next) };
    },
  };
}
