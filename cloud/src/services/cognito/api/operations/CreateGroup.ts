import type { CreateGroupRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeGroup } from "../../domain/groups/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export function createGroup({ groups }: Pick<AdminDependencies, "groups">): Operation<CreateGroupRequest> {
  return {
    name: "CreateGroup",
    authorize: asks("cognito-idp:CreateGroup", poolResource),
    run: (input) => ({ Group: describeGroup(groups.create(input)) }),
  };
}
