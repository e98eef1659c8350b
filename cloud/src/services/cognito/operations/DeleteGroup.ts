import { asks, type Operation } from "../../../wire/operation.ts";
import { GROUP_NAME, USER_POOL_ID } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly GroupName: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export function deleteGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<Input> {
  return {
    name: "DeleteGroup",
    input: { GroupName: GROUP_NAME, UserPoolId: USER_POOL_ID },
    authorize: asks("cognito-idp:DeleteGroup", poolResource),
    run: (input) => groups.delete(input.UserPoolId, input.GroupName),
  };
}
