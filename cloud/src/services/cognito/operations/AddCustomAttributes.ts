import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import type { SchemaAttributeInput } from "../pools/input.ts";
import { SCHEMA_ATTRIBUTE } from "../pools/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly CustomAttributes: readonly SchemaAttributeInput[];
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export function addCustomAttributes({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "AddCustomAttributes",
    input: {
      UserPoolId: USER_POOL_ID,
      CustomAttributes: { type: "list", required: true, min: 1, max: 25, items: SCHEMA_ATTRIBUTE },
    },
    authorize: asks("cognito-idp:AddCustomAttributes", poolResource),
    run: (input) => pools.addCustomAttributes(input.UserPoolId, input.CustomAttributes),
  };
}
