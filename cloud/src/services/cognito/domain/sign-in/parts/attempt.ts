import { type Clock, secondsSince } from "../../../../../core/clock.ts";
import type { AwsError } from "../../../../../core/errors.ts";
import type { Why } from "../../../../../core/why.ts";
import { userIsDisabled, userNotFound } from "../../../shared/errors.ts";
import { shownName } from "../../users/shown-name.ts";
import type { SimulatedUser } from "../../users/simulated-users.ts";
import type { User } from "../../users/user.ts";
import type { SignInParts } from "./dependencies.ts";
import type { LockSubject } from "./lock-out.ts";
import type { ClientContext } from "./sign-in.ts";

/** Somebody tries to sign in. */
export interface SignInAttempt {
  readonly clientContext: ClientContext;
  /** What was typed. */
  readonly login: string;
  /** Undefined for an unknown name. */
  readonly user: User | undefined;
  /** What stands in for an unknown user. */
  readonly simulated: SimulatedUser;
  /** The custom sign-in that it is a step of. */
  readonly custom?: string | undefined;
}

const MAX_LOGIN_CHARACTERS = 2_048;

export function beginAttempt(parts: SignInParts, clientContext: ClientContext, login: string): SignInAttempt {
  const user =
    login.length > MAX_LOGIN_CHARACTERS ? undefined : parts.users.findByLogin(clientContext.pool, login);
  return { clientContext, login, user, simulated: parts.simulate(clientContext.pool, login) };
}

/** True where answers must not tell whether a user exists. */
export function concealsUsers(clientContext: Pick<ClientContext, "client">): boolean {
  return clientContext.client.preventUserExistenceErrors === "ENABLED";
}

export function lockSubjectOf({ clientContext, user, simulated }: SignInAttempt): LockSubject {
  return { pool: clientContext.pool, sub: user?.sub ?? simulated.sub };
}

/** Whose session it is: the user's, or that of what stands in for an unknown one. */
export function sessionOwnerOf({ user, simulated }: SignInAttempt): Pick<User, "sub" | "password"> {
  return user ?? { sub: simulated.sub, password: undefined };
}

/** For the trace; where users are concealed the answer says nothing of it. */
export function unknownUserWhy(attempt: SignInAttempt): Why {
  return {
    rule: "COG-SIN-1",
    reason: "user-unknown",
    concealed: concealsUsers(attempt.clientContext),
    had: { username: attempt.login, client: attempt.clientContext.client.id },
  };
}

/** Whom a refusal is about. */
export function knownUser({ user, login }: SignInAttempt): Pick<Why, "had"> {
  return { had: { username: user === undefined ? login : shownName(user) } };
}

/** COG-SIN-2, with whom it is about and since when. */
export function disabled(user: User, clock: Clock): AwsError {
  const { disabledAt } = user;
  const seconds = disabledAt === undefined ? undefined : secondsSince(disabledAt, clock);
  return userIsDisabled().knowing({ had: { username: shownName(user), seconds } });
}

/** The user as stored now; a step may have waited since it was read. */
export function refreshed(parts: SignInParts, attempt: SignInAttempt): SignInAttempt {
  if (attempt.user === undefined) return attempt;
  const user = parts.users.findBySub(attempt.clientContext.pool.id, attempt.user.sub);
  if (user === undefined) throw userNotFound();
  return { ...attempt, user };
}
