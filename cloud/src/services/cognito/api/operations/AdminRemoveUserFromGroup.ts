import type { AdminRemoveUserFromGroupRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export function adminRemoveUserFromGroup({
  groups,
}: Pick<AdminDependencies, "groups">): Operation<AdminRemoveUserFromGroupRequest> {
  return {
    name: "AdminRemoveUserFromGroup",
    authorize: asks("cognito-idp:AdminRemoveUserFromGroup", poolResource),
    run: (input) => groups.removeMember(input),
  };
}
