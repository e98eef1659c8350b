import type { SetUserPoolMfaConfigRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeMfa } from "../../domain/pools/mfa.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export function setUserPoolMfaConfig({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<SetUserPoolMfaConfigRequest> {
  return {
    name: "SetUserPoolMfaConfig",
    authorize: asks("cognito-idp:SetUserPoolMfaConfig", poolResource),
    run: (input) => describeMfa(pools.setMfa(input.UserPoolId, input)),
  };
}
