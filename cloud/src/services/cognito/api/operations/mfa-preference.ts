import type { SetUserMFAPreferenceRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { UserPool } from "../../domain/pools/pool.ts";
import type { UserMfa } from "../../domain/users/user.ts";
import { invalidParameter, unsupportedSetting } from "../../shared/errors.ts";

export type MfaPreferenceInput = Omit<SetUserMFAPreferenceRequest, "AccessToken">;

const ELSEWHERE = ["SMSMfaSettings", "EmailMfaSettings", "WebAuthnMfaSettings"] as const;

/** COG-MFA-5: only an app that showed a right code becomes a factor; a required factor stays on. */
export function changedMfa(
  input: MfaPreferenceInput,
  current: UserMfa,
  rules: { readonly pool: UserPool; readonly mayDisable: boolean },
): UserMfa {
  for (const name of ELSEWHERE) {
    if (Object.values(input[name] ?? {}).includes(true)) throw unsupportedSetting(name);
  }
  const settings = input.SoftwareTokenMfaSettings;
  if (settings === undefined) return current;
  const enabled = settings.Enabled ?? false;
  const preferred = settings.PreferredMfa ?? false;
  if (enabled && current.softwareToken?.verified !== true) {
    throw invalidParameter("User has not verified software token mfa");
  }
  if (preferred && !enabled) throw invalidParameter("A disabled MFA method cannot be preferred.");
  if (!enabled && rules.pool.mfa === "ON" && !rules.mayDisable) {
    throw invalidParameter("User cannot disable MFA in a user pool that requires it.");
  }
  return {
    ...current,
    softwareTokenEnabled: enabled,
    preferred: preferred ? "SOFTWARE_TOKEN_MFA" : undefined,
  };
}
