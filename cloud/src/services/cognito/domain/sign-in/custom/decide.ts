import { customAuthNotConfigured, incorrectCredentials } from "../../../shared/errors.ts";
import { parseClientPublic } from "../../srp/protocol.ts";
import type { TokenCause } from "../../tokens/issuer.ts";
import { shownName } from "../../users/shown-name.ts";
import type { User } from "../../users/user.ts";
import { BEFORE_TOKENS, runChecks } from "../order.ts";
import { refreshed, type SignInAttempt, sessionOwnerOf, unknownUserWhy } from "../parts/attempt.ts";
import type { CustomSignIn } from "../parts/custom-sign-ins.ts";
import type { SignInParts } from "../parts/dependencies.ts";
import type { Challenge, ClientContext, SignInStep } from "../parts/sign-in.ts";
import { complete } from "../sign-in-triggers.ts";
import { srpChallenge } from "../srp-challenge.ts";
import { askCreate, askDefine, malformed } from "./challenge-triggers.ts";

/** A custom sign-in between two challenges. */
export interface Progress {
  readonly attempt: SignInAttempt;
  readonly state: CustomSignIn;
  readonly cause: TokenCause;
}

/** Asks DefineAuthChallenge what comes next, and does it. */
export async function decideNext(parts: SignInParts, progress: Progress): Promise<SignInStep> {
  const { attempt, state } = progress;
  const verdict = await askDefine(parts, attempt, state.history);
  switch (verdict.kind) {
    case "fail":
      throw refused(progress);
    case "tokens":
      return tokensFor(parts, progress);
    case "challenge":
      break;
  }
  if (verdict.name === "CUSTOM_CHALLENGE") return customChallenge(parts, progress);
  if (verdict.name === "PASSWORD_VERIFIER" && state.srpA !== undefined) {
    return passwordChallenge(parts, progress, state.srpA);
  }
  // COG-63: second factors and devices are Cognito's to ask for, and a password needs its SRP_A.
  throw malformed(attempt, "DefineAuthChallenge").knowing({ had: { challenge: verdict.name } });
}

/** Goes on with a sign-in whose password, and what Cognito asks after it, was proved. */
export function resumeCustomSignIn(
  parts: SignInParts,
  clientContext: ClientContext,
  proved: { readonly user: User; readonly cause: TokenCause; readonly custom: string },
): Promise<SignInStep> {
  const { user, cause, custom } = proved;
  const state = parts.customSignIns.find(custom);
  const simulated = parts.simulate(clientContext.pool, state.login);
  return decideNext(parts, {
    attempt: { clientContext, login: state.login, user, simulated },
    state,
    cause,
  });
}

/** COG-66: nobody that does not exist gets tokens, whatever the function says. */
async function tokensFor(parts: SignInParts, progress: Progress): Promise<SignInStep> {
  const attempt = refreshed(parts, progress.attempt);
  if (attempt.user === undefined) throw incorrectCredentials().because(unknownUserWhy(attempt));
  // COG-61: the state of the user is asked last, when there is nothing left to conceal.
  runChecks(BEFORE_TOKENS, parts, attempt);
  return complete(parts, attempt.clientContext, { user: attempt.user, cause: progress.cause });
}

async function customChallenge(parts: SignInParts, progress: Progress): Promise<Challenge> {
  const { attempt, state, cause } = progress;
  const { client, pool } = attempt.clientContext;
  // COG-61: a challenge that nobody can check is not given.
  if (pool.lambdaTriggers.verifyAuthChallengeResponse === undefined) {
    throw customAuthNotConfigured("VerifyAuthChallengeResponse", pool.id);
  }
  const { publicParameters, ...open } = await askCreate(parts, attempt, state.history);
  const custom = parts.customSignIns.keep({ ...state, open });
  return {
    kind: "challenge",
    name: "CUSTOM_CHALLENGE",
    session: parts.sessions.open(
      { client, user: sessionOwnerOf(attempt), cause, custom },
      "CUSTOM_CHALLENGE",
    ),
    parameters: { ...publicParameters, USERNAME: (attempt.user ?? attempt.simulated).username },
  };
}

async function passwordChallenge(parts: SignInParts, progress: Progress, srpA: string): Promise<Challenge> {
  const { attempt, state, cause } = progress;
  const { client } = attempt.clientContext;
  const clientPublic = parseClientPublic(srpA);
  if (clientPublic === undefined) throw malformed(attempt, "DefineAuthChallenge");
  // SRP_A is good for one challenge.
  const custom = parts.customSignIns.keep({ ...state, srpA: undefined, open: undefined });
  const session = parts.sessions.open(
    { client, user: sessionOwnerOf(attempt), cause, custom },
    "PASSWORD_VERIFIER",
  );
  return srpChallenge(parts, attempt, { clientPublic, session, custom });
}

function refused({ attempt, state }: Progress) {
  const { user, clientContext } = attempt;
  if (user === undefined) return incorrectCredentials().because(unknownUserWhy(attempt));
  return incorrectCredentials().because({
    rule: "COG-63",
    reason: "challenge-failed",
    concealed: true,
    had: {
      username: shownName(user),
      rounds: state.history.length,
      wrong: state.history.filter(({ challengeResult }) => !challengeResult).length,
    },
    by: {
      trigger: "DefineAuthChallenge",
      function: clientContext.pool.lambdaTriggers.defineAuthChallenge ?? "",
    },
  });
}
