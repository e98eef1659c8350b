import { invalidSession, passwordResetRequired } from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import type { User } from "../users/user.ts";
import { disabled } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { ChallengeSession } from "./parts/sessions.ts";

interface Claim {
  readonly session: ChallengeSession;
  readonly username: string | undefined;
}

/**
 * COG-SES-2: the user a session is of. It must be the one the answer names, still be enabled, and
 * still have the password that was proved.
 */
export function sessionUser(parts: Pick<SignInParts, "users" | "clock">, pool: UserPool, claim: Claim): User {
  const user = sessionOwner(parts, pool, claim);
  if (!user.enabled) throw disabled(user, parts.clock);
  // COG-SIN-4: no code is asked for, spent or counted any more.
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  return user;
}

/** The same, in whatever state the user is: before anything is proved, the state is not told. */
export function sessionOwner(parts: Pick<SignInParts, "users">, pool: UserPool, claim: Claim): User {
  const { session, username } = claim;
  if (session.userPoolId !== pool.id) throw invalidSession().knowing({ reason: "session-of-other" });
  const user = parts.users.findBySub(pool.id, session.sub);
  if (user === undefined || (user.password?.setAt ?? 0) !== session.passwordSetAt) throw invalidSession();
  if (username !== undefined && username !== user.username && username !== user.sub) {
    if (parts.users.findByLogin(pool, username)?.sub !== user.sub) {
      throw invalidSession().knowing({ reason: "session-of-other" });
    }
  }
  return user;
}
