import type { GetUserPoolMfaConfigRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeMfa } from "../../domain/pools/mfa.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export function getUserPoolMfaConfig({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<GetUserPoolMfaConfigRequest> {
  return {
    name: "GetUserPoolMfaConfig",
    authorize: asks("cognito-idp:GetUserPoolMfaConfig", poolResource),
    run: (input) => describeMfa(pools.get(input.UserPoolId)),
  };
}
