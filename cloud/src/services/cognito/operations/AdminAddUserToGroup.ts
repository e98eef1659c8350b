import { asks, type Operation } from "../../../wire/operation.ts";
import { GROUP_NAME, USER_POOL_ID, USERNAME } from "../constants.ts";
import type { Membership } from "../groups/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export function adminAddUserToGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<Membership> {
  return {
    name: "AdminAddUserToGroup",
    input: { UserPoolId: USER_POOL_ID, Username: USERNAME, GroupName: GROUP_NAME },
    authorize: asks("cognito-idp:AdminAddUserToGroup", poolResource),
    run: (input) => groups.addMember(input),
  };
}
