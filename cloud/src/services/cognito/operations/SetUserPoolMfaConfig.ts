import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import { describeMfa, type MfaConfigInput } from "../pools/mfa.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input extends MfaConfigInput {
  readonly UserPoolId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export function setUserPoolMfaConfig({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "SetUserPoolMfaConfig",
    input: {
      UserPoolId: USER_POOL_ID,
      SmsMfaConfiguration: { type: "structure" },
      SoftwareTokenMfaConfiguration: { type: "structure", members: { Enabled: { type: "boolean" } } },
      EmailMfaConfiguration: { type: "structure" },
      MfaConfiguration: { type: "string", enum: ["OFF", "ON", "OPTIONAL"] },
      WebAuthnConfiguration: { type: "structure" },
    },
    authorize: asks("cognito-idp:SetUserPoolMfaConfig", poolResource),
    run: (input) => describeMfa(pools.setMfa(input.UserPoolId, input)),
  };
}
