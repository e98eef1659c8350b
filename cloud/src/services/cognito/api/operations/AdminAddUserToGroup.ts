import type { AdminAddUserToGroupRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export function adminAddUserToGroup({
  groups,
}: Pick<AdminDependencies, "groups">): Operation<AdminAddUserToGroupRequest> {
  return {
    name: "AdminAddUserToGroup",
    authorize: asks("cognito-idp:AdminAddUserToGroup", poolResource),
    run: (input) => groups.addMember(input),
  };
}
