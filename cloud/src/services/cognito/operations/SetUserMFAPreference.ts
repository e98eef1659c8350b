import type { Operation } from "../../../wire/operation.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { changedMfa, MFA_PREFERENCE_MEMBERS, type MfaPreferenceInput } from "./mfa-preference.ts";
import { callerOf, saveUser } from "./parties.ts";
import { ACCESS_TOKEN } from "./self-service-input.ts";

interface Input extends MfaPreferenceInput {
  readonly AccessToken: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export function setUserMfaPreference(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "SetUserMFAPreference",
    auth: "public",
    input: { ...MFA_PREFERENCE_MEMBERS, AccessToken: ACCESS_TOKEN },
    run: async (input) => {
      const { pool, user } = await callerOf(dependencies, input.AccessToken);
      const mfa = changedMfa(input, user.mfa, { pool, mayDisable: false });
      saveUser(dependencies, pool, user.sub, (current) => ({ ...current, mfa }));
      return {};
    },
  };
}
