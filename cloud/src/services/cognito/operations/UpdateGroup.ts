import { asks, type Operation } from "../../../wire/operation.ts";
import { describeGroup, type GroupInput } from "../groups/manager.ts";
import { GROUP_SETTINGS } from "../groups/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export function updateGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<GroupInput> {
  return {
    name: "UpdateGroup",
    input: GROUP_SETTINGS,
    authorize: asks("cognito-idp:UpdateGroup", poolResource),
    run: (input) => ({ Group: describeGroup(groups.update(input)) }),
  };
}
