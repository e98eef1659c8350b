import type { GetGroupRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeGroup } from "../../domain/groups/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export function getGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<GetGroupRequest> {
  return {
    name: "GetGroup",
    authorize: asks("cognito-idp:GetGroup", poolResource),
    run: (input) => ({ Group: describeGroup(groups.get(input.UserPoolId, input.GroupName)) }),
  };
}
