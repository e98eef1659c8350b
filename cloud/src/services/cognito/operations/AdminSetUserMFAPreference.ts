import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID, USERNAME } from "../constants.ts";
import { getUser } from "../users/directory.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { changedMfa, MFA_PREFERENCE_MEMBERS, type MfaPreferenceInput } from "./mfa-preference.ts";
import { poolOf, saveUser } from "./parties.ts";
import { poolResource } from "./resource-arn.ts";

interface Input extends MfaPreferenceInput {
  readonly UserPoolId: string;
  readonly Username: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export function adminSetUserMfaPreference(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "AdminSetUserMFAPreference",
    input: { ...MFA_PREFERENCE_MEMBERS, Username: USERNAME, UserPoolId: USER_POOL_ID },
    authorize: asks("cognito-idp:AdminSetUserMFAPreference", poolResource),
    run: (input) => {
      const pool = poolOf(dependencies, input.UserPoolId);
      const user = getUser(dependencies.users, pool, input.Username);
      const mfa = changedMfa(input, user.mfa, { pool, mayDisable: true });
      saveUser(dependencies, pool, user.sub, (current) => ({ ...current, mfa }));
      return {};
    },
  };
}
