import type { Why } from "../../../../core/ports/trace.ts";
import { userNotFound } from "../../errors.ts";
import { shownName } from "../users/shown-name.ts";
import type { SimulatedUser } from "../users/simulated-users.ts";
import type { User } from "../users/user.ts";
import type { SignInParts } from "./dependencies.ts";
import type { LockSubject } from "./lock-out.ts";
import type { SignInParty } from "./sign-in.ts";

/** Somebody tries to sign in. */
export interface Attempt {
  readonly party: SignInParty;
  /** What was typed. */
  readonly login: string;
  /** Undefined for an unknown name. */
  readonly user: User | undefined;
  /** What stands in for an unknown user. */
  readonly simulated: SimulatedUser;
}

const MAX_LOGIN_CHARACTERS = 2_048;

export function beginAttempt(parts: SignInParts, party: SignInParty, login: string): Attempt {
  const user = login.length > MAX_LOGIN_CHARACTERS ? undefined : parts.users.findByLogin(party.pool, login);
  return { party, login, user, simulated: parts.simulate(party.pool, login) };
}

/** True where answers must not tell whether a user exists. */
export function concealsUsers(party: Pick<SignInParty, "client">): boolean {
  return party.client.preventUserExistenceErrors === "ENABLED";
}

export function lockSubjectOf({ party, user, simulated }: Attempt): LockSubject {
  return { pool: party.pool, sub: user?.sub ?? simulated.sub };
}

/** For the trace; where users are concealed the answer says nothing of it. */
export function unknownUserWhy(attempt: Attempt): Why {
  return {
    rule: "COG-SIN-1",
    reason: "user-unknown",
    concealed: concealsUsers(attempt.party),
    had: { username: attempt.login, client: attempt.party.client.id },
  };
}

/** Whom a refusal is about. */
export function knownUser({ user, login }: Attempt): Pick<Why, "had"> {
  return { had: { username: user === undefined ? login : shownName(user) } };
}

/** The user as stored now; a step may have waited since it was read. */
export function refreshed(parts: SignInParts, attempt: Attempt): Attempt {
  if (attempt.user === undefined) return attempt;
  const user = parts.users.findBySub(attempt.party.pool.id, attempt.user.sub);
  if (user === undefined) throw userNotFound();
  return { ...attempt, user };
}
