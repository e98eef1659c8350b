import type { AdminResetUserPasswordRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { codeTarget } from "../../domain/codes/code-target.ts";
import type { UserPool } from "../../domain/pools/pool.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { poolOf, saveUser } from "../../domain/sign-in/client-context.ts";
import { recoveryAttributeOf } from "../../domain/sign-in/recovery-channel.ts";
import { getUser } from "../../domain/users/directory.ts";
import type { User } from "../../domain/users/user.ts";
import { NO_CLIENT_ID } from "../../shared/constants.ts";
import { invalidParameter, notAuthorized } from "../../shared/errors.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export function adminResetUserPassword(
  dependencies: AuthDependencies,
): Operation<AdminResetUserPasswordRequest> {
  return {
    name: "AdminResetUserPassword",
    authorize: asks("cognito-idp:AdminResetUserPassword", poolResource),
    run: async (input) => {
      const pool = poolOf(dependencies, input.UserPoolId);
      const user = getUser(dependencies.users, pool, input.Username);
      const attribute = resettableAt(pool, user);
      const secret = dependencies.codes.issue(
        { userPoolId: pool.id, sub: user.sub },
        "ForgotPassword",
        codeTarget(user, attribute),
      );
      saveUser(dependencies, pool, user.sub, (current) => ({
        ...current,
        status: "RESET_REQUIRED",
        resetAt: dependencies.clock.now(),
      }));
      await dependencies.messenger.send({
        pool,
        user,
        cause: "ForgotPassword",
        secret,
        attribute,
        clientId: NO_CLIENT_ID,
        ...(input.ClientMetadata === undefined ? {} : { clientMetadata: input.ClientMetadata }),
      });
      return {};
    },
  };
}

/** Where the code can go. Throws for users who could not use it. */
function resettableAt(pool: UserPool, user: User): "email" | "phone_number" {
  if (!user.enabled) throw notAuthorized("User is disabled");
  if (user.status === "FORCE_CHANGE_PASSWORD" || user.status === "UNCONFIRMED") {
    throw notAuthorized("User password cannot be reset in the current state.");
  }
  const attribute = recoveryAttributeOf(pool, user);
  if (attribute !== undefined) return attribute;
  throw invalidParameter(
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
}
