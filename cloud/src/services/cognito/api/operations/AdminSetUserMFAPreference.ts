import type { AdminSetUserMFAPreferenceRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { poolOf, saveUser } from "../../domain/sign-in/client-context.ts";
import { getUser } from "../../domain/users/directory.ts";
import { changedMfa } from "./mfa-preference.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export function adminSetUserMfaPreference(
  dependencies: AuthDependencies,
): Operation<AdminSetUserMFAPreferenceRequest> {
  return {
    name: "AdminSetUserMFAPreference",
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
