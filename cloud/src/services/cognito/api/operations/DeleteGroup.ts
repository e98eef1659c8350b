import type { DeleteGroupRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export function deleteGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<DeleteGroupRequest> {
  return {
    name: "DeleteGroup",
    authorize: asks("cognito-idp:DeleteGroup", poolResource),
    run: (input) => groups.delete(input.UserPoolId, input.GroupName),
  };
}
