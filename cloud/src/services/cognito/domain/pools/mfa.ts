import type { SetUserPoolMfaConfigRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { invalidParameter, unsupportedSetting } from "../../shared/errors.ts";
import type { UserPoolSettings } from "./input.ts";
import type { UserPool } from "./pool.ts";

/** Input of SetUserPoolMfaConfig. */
export type MfaConfigInput = Omit<SetUserPoolMfaConfigRequest, "UserPoolId">;

export type MfaSettings = Pick<UserPool, "mfa" | "softwareTokenMfa">;

/** COG-34: MFA cannot be asked for without a factor that people can use. */
export function parseMfaConfig(pool: MfaSettings, input: MfaConfigInput): MfaSettings {
  for (const factor of ["SmsMfaConfiguration", "EmailMfaConfiguration", "WebAuthnConfiguration"] as const) {
    if (input[factor] !== undefined) throw unsupportedSetting(factor);
  }
  const softwareToken = input.SoftwareTokenMfaConfiguration?.Enabled;
  const mfa = input.MfaConfiguration ?? pool.mfa;
  if (mfa === "OFF") {
    if (softwareToken === true) {
      throw invalidParameter(
        "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
      );
    }
    return { mfa, softwareTokenMfa: false };
  }
  const softwareTokenMfa = softwareToken ?? pool.softwareTokenMfa;
  if (!softwareTokenMfa) {
    throw invalidParameter(
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    );
  }
  return { mfa, softwareTokenMfa };
}

/** CreateUserPool and UpdateUserPool know MfaConfiguration alone; SetUserPoolMfaConfig names factors. */
export function assertMfaPossible(
  input: UserPoolSettings,
  current: Pick<UserPool, "softwareTokenMfa">,
): MfaSettings {
  const mfa = input.MfaConfiguration ?? "OFF";
  if (mfa !== "OFF" && !current.softwareTokenMfa) {
    if (input.SmsConfiguration !== undefined) throw unsupportedSetting("SMS MFA");
    throw invalidParameter(
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    );
  }
  return { mfa, softwareTokenMfa: mfa !== "OFF" && current.softwareTokenMfa };
}

/** What GetUserPoolMfaConfig and SetUserPoolMfaConfig answer. */
export function describeMfa(pool: UserPool): Record<string, unknown> {
  return {
    ...(pool.softwareTokenMfa ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
    MfaConfiguration: pool.mfa,
  };
}
