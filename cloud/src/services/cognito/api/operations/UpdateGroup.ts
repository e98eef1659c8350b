import type { UpdateGroupRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeGroup } from "../../domain/groups/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export function updateGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<UpdateGroupRequest> {
  return {
    name: "UpdateGroup",
    authorize: asks("cognito-idp:UpdateGroup", poolResource),
    run: (input) => ({ Group: describeGroup(groups.update(input)) }),
  };
}
