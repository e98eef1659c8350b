import { invalidSession } from "../../../shared/errors.ts";
import { BEFORE_CHALLENGE, runChecks } from "../order.ts";
import { concealsUsers, type SignInAttempt } from "../parts/attempt.ts";
import type { CustomSignIn } from "../parts/custom-sign-ins.ts";
import type { SignInParts } from "../parts/dependencies.ts";
import type { ChallengeSession } from "../parts/sessions.ts";
import type { ClientContext, SignInStep } from "../parts/sign-in.ts";
import { sessionOwner } from "../session-user.ts";
import { askVerify } from "./challenge-triggers.ts";
import { decideNext } from "./decide.ts";

export interface CustomAnswer {
  readonly username: string;
  readonly answer: string;
}

/** Answers CUSTOM_CHALLENGE: VerifyAuthChallengeResponse judges, DefineAuthChallenge decides. */
export async function answerCustomChallenge(
  parts: SignInParts,
  clientContext: ClientContext,
  given: { readonly session: string; readonly answer: CustomAnswer },
): Promise<SignInStep> {
  const { username, answer } = given.answer;
  const session = parts.sessions.read(given.session, {
    steps: ["CUSTOM_CHALLENGE"],
    client: clientContext.client,
  });
  const state = parts.customSignIns.find(session.custom ?? "");
  if (state.open === undefined) throw invalidSession();
  const attempt = attemptOf(parts, clientContext, { session, state, username });
  runChecks(BEFORE_CHALLENGE, parts, attempt);
  // COG-62: of many answers at once one is judged.
  parts.sessions.consume(session);
  const challengeResult = await askVerify(parts, attempt, { open: state.open, answer });
  const entry = {
    challengeName: "CUSTOM_CHALLENGE",
    challengeResult,
    challengeMetadata: state.open.metadata,
  };
  return decideNext(parts, {
    attempt,
    state: { ...state, history: [...state.history, entry], open: undefined },
    cause: session.cause,
  });
}

interface Claim {
  readonly session: ChallengeSession;
  readonly state: CustomSignIn;
  readonly username: string;
}

/** COG-62: an answer is of the user, or of the unknown name, that the challenge was given to. */
function attemptOf(
  parts: SignInParts,
  clientContext: ClientContext,
  { session, state, username }: Claim,
): SignInAttempt {
  const { pool } = clientContext;
  const simulated = parts.simulate(pool, state.login);
  const isUnknown = session.sub === simulated.sub && concealsUsers(clientContext);
  if (!isUnknown) {
    const user = sessionOwner(parts, pool, { session, username });
    return { clientContext, login: state.login, user, simulated };
  }
  const same = username === simulated.username || parts.simulate(pool, username).sub === simulated.sub;
  if (!same) throw invalidSession().knowing({ reason: "session-of-other" });
  return { clientContext, login: state.login, user: undefined, simulated };
}
