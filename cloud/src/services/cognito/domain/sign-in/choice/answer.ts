import { timingSafeEqual } from "node:crypto";
import { codeMismatch, invalidParameter, invalidSession } from "../../../shared/errors.ts";
import { BEFORE_CHALLENGE, BEFORE_TOKENS, runChecks } from "../order.ts";
import { concealsUsers, refreshed, type SignInAttempt } from "../parts/attempt.ts";
import type { SignInParts } from "../parts/dependencies.ts";
import type { ChallengeSession, SessionStep } from "../parts/sessions.ts";
import type { ClientContext, SignInStep } from "../parts/sign-in.ts";
import { sessionOwner } from "../session-user.ts";
import { complete } from "../sign-in-triggers.ts";
import { checkPassword } from "../with-password.ts";
import { beginFactor, type ChosenFactor } from "./begin-factor.ts";
import { firstFactorsOf } from "./first-factors.ts";

interface Given<Answer> {
  readonly session: string;
  readonly username: string;
  readonly answer: Answer;
}

export interface ChoiceAnswer extends Omit<ChosenFactor, "factor"> {
  readonly choice: string;
}

/** Answers SELECT_CHALLENGE. */
export async function answerSelectChallenge(
  parts: SignInParts,
  clientContext: ClientContext,
  given: Given<ChoiceAnswer>,
): Promise<SignInStep> {
  const { session, attempt } = opened(parts, clientContext, { ...given, step: "SELECT_CHALLENGE" });
  // COG-69: what was not offered is not taken.
  const factor = firstFactorsOf(clientContext.pool, attempt.user).find(
    (name) => name === given.answer.choice,
  );
  if (factor === undefined) {
    throw invalidParameter(`The challenge ${given.answer.choice} is not available for the user.`);
  }
  parts.sessions.consume(session);
  return beginFactor(parts, attempt, { ...given.answer, factor });
}

/** Answers PASSWORD. */
export async function answerPassword(
  parts: SignInParts,
  clientContext: ClientContext,
  given: Given<string>,
): Promise<SignInStep> {
  const { session, attempt } = opened(parts, clientContext, { ...given, step: "PASSWORD" });
  parts.sessions.consume(session);
  return checkPassword(parts, attempt, given.answer);
}

/** Answers EMAIL_OTP; a wrong code leaves the session usable for a few more tries. */
export async function answerEmailOtp(
  parts: SignInParts,
  clientContext: ClientContext,
  given: Given<string>,
): Promise<SignInStep> {
  const { session, attempt: earlier } = opened(parts, clientContext, { ...given, step: "EMAIL_OTP" });
  // COG-70: a code is right for the user it was sent to; nobody was sent that of an unknown one.
  if (earlier.user === undefined || !isSame(session.pendingSecret ?? "", given.answer)) {
    parts.sessions.countTry(session);
    throw codeMismatch("Invalid code or auth state for the user.").knowing({ concealed: true });
  }
  parts.sessions.consume(session);
  const attempt = refreshed(parts, earlier);
  const { user } = attempt;
  if (user === undefined) throw invalidSession();
  runChecks(BEFORE_TOKENS, parts, attempt);
  // COG-69: a second factor that was set meanwhile is not gone round.
  if (!firstFactorsOf(clientContext.pool, user).includes("EMAIL_OTP")) throw invalidSession();
  return complete(parts, clientContext, { user, cause: session.cause });
}

interface Opened {
  readonly session: ChallengeSession;
  readonly attempt: SignInAttempt;
}

/** COG-71: a session is of one user, or of one unknown name, and both are answered alike. */
function opened(
  parts: SignInParts,
  clientContext: ClientContext,
  given: { readonly session: string; readonly username: string; readonly step: SessionStep },
): Opened {
  const { pool, client } = clientContext;
  const { username } = given;
  const session = parts.sessions.read(given.session, { steps: [given.step], client });
  const simulated = parts.simulate(pool, username);
  const isUnknown = session.sub === simulated.sub && concealsUsers(clientContext);
  const user = isUnknown ? undefined : sessionOwner(parts, pool, { session, username });
  const attempt = { clientContext, login: username, user, simulated };
  runChecks(BEFORE_CHALLENGE, parts, attempt);
  return { session, attempt };
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
