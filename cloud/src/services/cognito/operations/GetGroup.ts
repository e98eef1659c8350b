import { asks, type Operation } from "../../../wire/operation.ts";
import { GROUP_NAME, USER_POOL_ID } from "../constants.ts";
import { describeGroup } from "../groups/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly GroupName: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export function getGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<Input> {
  return {
    name: "GetGroup",
    input: { GroupName: GROUP_NAME, UserPoolId: USER_POOL_ID },
    authorize: asks("cognito-idp:GetGroup", poolResource),
    run: (input) => ({ Group: describeGroup(groups.get(input.UserPoolId, input.GroupName)) }),
  };
}
