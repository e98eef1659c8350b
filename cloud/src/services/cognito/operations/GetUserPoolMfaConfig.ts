import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import { describeMfa } from "../pools/mfa.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export function getUserPoolMfaConfig({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "GetUserPoolMfaConfig",
    input: { UserPoolId: USER_POOL_ID },
    authorize: asks("cognito-idp:GetUserPoolMfaConfig", poolResource),
    run: (input) => describeMfa(pools.get(input.UserPoolId)),
  };
}
