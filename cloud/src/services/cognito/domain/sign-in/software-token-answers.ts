import { secondsSince } from "../../../../core/clock.ts";
import {
  codeMismatch,
  enableSoftwareTokenMfa,
  invalidMfaCode,
  invalidSession,
  softwareTokenUsed,
} from "../../shared/errors.ts";
import type { CodeVerdict } from "../mfa/software-tokens.ts";
import { shownName } from "../users/shown-name.ts";
import type { SoftwareToken, User } from "../users/user.ts";
import { finish, softwareTokenChallenge } from "./next-step.ts";
import { changeUser } from "./parts/change-user.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import { FREE_FAILURES } from "./parts/lock-out.ts";
import type { ChallengeSession } from "./parts/sessions.ts";
import type { ClientContext, SignInStep } from "./parts/sign-in.ts";
import { sessionUser } from "./session-user.ts";

interface Given<Answer> {
  readonly session: string;
  readonly answer: Answer & { readonly username: string | undefined };
}

/** Answers SOFTWARE_TOKEN_MFA; a wrong code leaves the session usable for a few more tries. */
export async function answerSoftwareToken(
  parts: SignInParts,
  clientContext: ClientContext,
  given: Given<{ readonly code: string }>,
): Promise<SignInStep> {
  const session = parts.sessions.read(given.session, {
    steps: ["SOFTWARE_TOKEN_MFA"],
    client: clientContext.client,
  });
  const user = sessionUser(parts, clientContext.pool, { session, username: given.answer.username });
  const token = user.mfa.softwareToken;
  if (token === undefined) throw invalidSession();
  const lock = { pool: clientContext.pool, sub: user.sub };
  parts.lockOut.assertOpen(lock);
  const verdict = parts.softwareTokens.check(user, token, given.answer.code);
  if (verdict.kind !== "accepted") {
    parts.sessions.countTry(session);
    // COG-MFA-3: guessing codes locks like guessing passwords.
    const attempt = verdict.kind === "wrong" ? parts.lockOut.countFailure(lock, "mfa") : undefined;
    const seconds =
      verdict.kind === "used" && token.lastUsedAt !== undefined
        ? secondsSince(token.lastUsedAt, parts.clock)
        : undefined;
    const had = { username: shownName(user), attempt, offsetSteps: offsetOf(verdict), seconds };
    throw (verdict.kind === "used" ? softwareTokenUsed() : invalidMfaCode()).knowing({
      had,
      by: { limit: FREE_FAILURES },
      concealed: true,
    });
  }
  const changed = parts.database.transaction(() => {
    parts.sessions.consume(session);
    parts.lockOut.clear(lock, "mfa");
    return changeUser(parts.users, clientContext.pool, user.sub, (current) => ({
      ...current,
      mfa: {
        ...current.mfa,
        softwareToken: { ...token, lastUsedStep: verdict.step, lastUsedAt: parts.clock.now() },
      },
    }));
  });
  if (changed === undefined) throw invalidSession();
  const custom =
    session.custom === undefined
      ? undefined
      : parts.customSignIns.passed(session.custom, "SOFTWARE_TOKEN_MFA");
  return finish(parts, clientContext, { user: changed, cause: session.cause, custom });
}

function offsetOf(verdict: CodeVerdict): number | undefined {
  return verdict.kind === "wrong" ? verdict.offsetSteps : undefined;
}

/** MFA_SETUP, first half: a new secret, carried by the session until a code proves it. */
export async function associateSoftwareToken(
  parts: SignInParts,
  sessionText: string,
): Promise<{ secretCode: string; session: string }> {
  const session = parts.sessions.read(sessionText, { steps: ["MFA_SETUP", "MFA_SETUP_ASSOCIATED"] });
  const { client, pool } = clientAndPool(parts, session);
  const user = sessionUser(parts, pool, { session, username: undefined });
  assertNotEnrolled(user);
  const { secretCode, sealedSecret } = parts.softwareTokens.create(user);
  parts.sessions.consume(session);
  const next = parts.sessions.open(
    { client, user, cause: session.cause, custom: session.custom },
    "MFA_SETUP_ASSOCIATED",
    sealedSecret,
  );
  return { secretCode, session: next };
}

/** MFA_SETUP, second half: the app is in use once it produced a right code. */
export async function verifySoftwareToken(
  parts: SignInParts,
  sessionText: string,
  proof: { readonly userCode: string; readonly friendlyName: string | undefined },
): Promise<{ session: string }> {
  const session = parts.sessions.read(sessionText, { steps: ["MFA_SETUP_ASSOCIATED"] });
  const { client, pool } = clientAndPool(parts, session);
  const user = sessionUser(parts, pool, { session, username: undefined });
  assertNotEnrolled(user);
  const sealedSecret = session.pendingSecret ?? "";
  const verdict = parts.softwareTokens.check(user, { sealedSecret, lastUsedStep: 0 }, proof.userCode);
  if (verdict.kind !== "accepted") {
    parts.sessions.countTry(session);
    throw enableSoftwareTokenMfa().knowing({
      had: { username: shownName(user), offsetSteps: offsetOf(verdict) },
    });
  }
  const softwareToken: SoftwareToken = {
    sealedSecret,
    verified: true,
    friendlyName: proof.friendlyName,
    lastUsedStep: verdict.step,
    lastUsedAt: parts.clock.now(),
  };
  const changed = parts.database.transaction(() => {
    parts.sessions.consume(session);
    return changeUser(parts.users, pool, user.sub, (current) => ({
      ...current,
      mfa: { softwareToken, softwareTokenEnabled: true, preferred: "SOFTWARE_TOKEN_MFA" },
    }));
  });
  if (changed === undefined) throw invalidSession();
  return {
    session: parts.sessions.open(
      { client, user: changed, cause: session.cause, custom: session.custom },
      "MFA_SETUP_VERIFIED",
    ),
  };
}

/** MFA_SETUP answered: the code of the enrolment counts as the second factor of this sign-in. */
export async function answerMfaSetup(
  parts: SignInParts,
  clientContext: ClientContext,
  given: Given<object>,
): Promise<SignInStep> {
  const session = parts.sessions.read(given.session, {
    steps: ["MFA_SETUP_VERIFIED"],
    client: clientContext.client,
  });
  const user = sessionUser(parts, clientContext.pool, { session, username: given.answer.username });
  if (user.mfa.softwareToken?.verified !== true) throw invalidSession();
  parts.sessions.consume(session);
  return finish(parts, clientContext, { user, cause: session.cause, custom: session.custom });
}

/** With one kind of second factor no pool asks this; a session that was never given is refused. */
export async function answerSelectMfaType(
  parts: SignInParts,
  clientContext: ClientContext,
  given: Given<{ readonly choice: string }>,
): Promise<SignInStep> {
  const session = parts.sessions.read(given.session, {
    steps: ["SELECT_MFA_TYPE"],
    client: clientContext.client,
  });
  const user = sessionUser(parts, clientContext.pool, { session, username: given.answer.username });
  if (given.answer.choice !== "SOFTWARE_TOKEN_MFA")
    throw codeMismatch("Invalid code or auth state for the user.");
  parts.sessions.consume(session);
  return softwareTokenChallenge(parts, {
    client: clientContext.client,
    user,
    cause: session.cause,
    custom: session.custom,
  });
}

/** Enrolment is not bound to a ClientId of the request; the session says which client it is for. */
function clientAndPool(parts: SignInParts, session: ChallengeSession): ClientContext {
  const client = parts.clients.find(session.clientId);
  const pool = parts.pools.find(session.userPoolId);
  if (client === undefined || pool === undefined) throw invalidSession();
  return { client, pool };
}

/** COG-MFA-4: who only knows the password does not replace an app that is in use. */
function assertNotEnrolled(user: User): void {
  if (user.mfa.softwareToken?.verified === true) throw invalidSession();
}
