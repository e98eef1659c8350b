import type { ChangePasswordRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf, type SelfServiceCaller, saveUser } from "../../domain/sign-in/client-context.ts";
import { assertNewPassword, withPassword } from "../../domain/sign-in/password-change.ts";
import { shownName } from "../../domain/users/shown-name.ts";
import { incorrectCredentials, missingParameter } from "../../shared/errors.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export function changePassword(dependencies: AuthDependencies): Operation<ChangePasswordRequest> {
  return {
    name: "ChangePassword",
    auth: "public",
    run: async (input, { actsAs }) => {
      const caller = await callerOf(dependencies, input.AccessToken, actsAs);
      const { pool, user } = caller;
      dependencies.codes.countAttempt({ userPoolId: pool.id, sub: user.sub }, "ChangePassword");
      await assertPrevious(dependencies, caller, input.PreviousPassword);
      await assertNewPassword(dependencies.passwords, caller, input.ProposedPassword);
      const password = await dependencies.passwords.derive(pool, user, input.ProposedPassword, false);
      saveUser(dependencies, pool, user.sub, (current) =>
        withPassword(pool, current, { password, now: dependencies.clock.now() }),
      );
      return {};
    },
  };
}

/** COG-PWD-1: a stolen access token alone does not change the password. */
async function assertPrevious(
  { passwords }: AuthDependencies,
  { pool, user }: SelfServiceCaller,
  previous: string | undefined,
): Promise<void> {
  if (user.password === undefined) return;
  if (previous === undefined) throw missingParameter("OldPassword");
  if (await passwords.matches(pool, user, user.password, previous)) return;
  throw incorrectCredentials().because({
    rule: "COG-PWD-1",
    reason: "password-wrong",
    asked: { password: "present" },
    had: { username: shownName(user) },
  });
}
