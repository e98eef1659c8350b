import type { AddCustomAttributesRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export function addCustomAttributes({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<AddCustomAttributesRequest> {
  return {
    name: "AddCustomAttributes",
    authorize: asks("cognito-idp:AddCustomAttributes", poolResource),
    run: (input) => pools.addCustomAttributes(input.UserPoolId, input.CustomAttributes),
  };
}
