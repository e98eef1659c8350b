import type { SetUserMFAPreferenceRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf, saveUser } from "../../domain/sign-in/client-context.ts";
import { changedMfa } from "./mfa-preference.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export function setUserMfaPreference(dependencies: AuthDependencies): Operation<SetUserMFAPreferenceRequest> {
  return {
    name: "SetUserMFAPreference",
    auth: "public",
    run: async (input, { actsAs }) => {
      const { pool, user } = await callerOf(dependencies, input.AccessToken, actsAs);
      const mfa = changedMfa(input, user.mfa, { pool, mayDisable: false });
      saveUser(dependencies, pool, user.sub, (current) => ({ ...current, mfa }));
      return {};
    },
  };
}
