import { passwordHistoryViolation } from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import { assertPasswordPolicy } from "../users/password-policy.ts";
import type { Passwords } from "../users/passwords.ts";
import type { StoredPassword, User } from "../users/user.ts";

/** Throws InvalidPasswordException or PasswordHistoryPolicyViolationException. */
export async function assertNewPassword(
  passwords: Passwords,
  subject: { readonly pool: UserPool; readonly user: User },
  newPassword: string,
): Promise<void> {
  const { pool, user } = subject;
  assertPasswordPolicy(pool.passwordPolicy, newPassword, "change");
  // COG-PWD-2: a pool with a history refuses the present password and the last ones.
  for (const earlier of historyOf(pool, user)) {
    if (await passwords.matches(pool, user, earlier, newPassword)) throw passwordHistoryViolation();
  }
}

function historyOf(pool: UserPool, { password, passwordHistory }: User): readonly StoredPassword[] {
  const size = pool.passwordPolicy.passwordHistorySize;
  if (size === 0) return [];
  const current = password === undefined || password.temporary ? [] : [password];
  return [...current, ...passwordHistory].slice(0, size);
}

/** The user with a new password; the old one moves into the history. */
export function withPassword(
  pool: UserPool,
  user: User,
  change: { readonly password: StoredPassword; readonly now: number },
): User {
  const size = pool.passwordPolicy.passwordHistorySize;
  const former = user.password === undefined || user.password.temporary ? [] : [user.password];
  return {
    ...user,
    password: change.password,
    passwordHistory: [...former, ...user.passwordHistory].slice(0, size),
    modifiedAt: change.now,
  };
}
