import { type Clock, secondsSince } from "../../../../../core/clock.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import { createSealer } from "../../../../../store/sealing.ts";
import { invalidSession, sessionExpired, sessionUsed } from "../../../shared/errors.ts";
import type { UserPoolClient } from "../../clients/client.ts";
import type { TokenCause } from "../../tokens/issuer.ts";
import { isStrictBase64Url } from "../../tokens/strict-jws.ts";
import type { User } from "../../users/user.ts";
import type { UsedSessions } from "./used-sessions.ts";

/** Where in a sign-in a session stands; each is good for its own answers only. */
export type SessionStep =
  | "NEW_PASSWORD_REQUIRED"
  | "MFA_SETUP"
  | "MFA_SETUP_ASSOCIATED"
  | "MFA_SETUP_VERIFIED"
  | "SOFTWARE_TOKEN_MFA"
  | "SELECT_MFA_TYPE"
  | "CUSTOM_CHALLENGE"
  | "PASSWORD_VERIFIER"
  | "SELECT_CHALLENGE"
  | "PASSWORD"
  | "EMAIL_OTP";

/** What a sealed session says: who got how far with which client. */
export interface ChallengeSession {
  readonly id: string;
  readonly step: SessionStep;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly sub: string;
  /** Epoch ms of the password that was proved: another password since then ends the session. */
  readonly passwordSetAt: number;
  /** Epoch ms. */
  readonly expiresAt: number;
  readonly cause: TokenCause;
  /** Sealed secret of the authenticator app that is being set up, or the code that was sent. */
  readonly pendingSecret?: string;
  /** The custom sign-in (`custom-sign-ins.ts`) whose Define function goes on after this step. */
  readonly custom?: string;
}

export interface SessionSubject {
  readonly client: UserPoolClient;
  readonly user: User;
  readonly cause: TokenCause;
  readonly custom?: string | undefined;
}

/** Whom a session is opened for: a user, or what stands in for an unknown one. */
type SessionOwner = Omit<SessionSubject, "user"> & { readonly user: Pick<User, "sub" | "password"> };

export interface ChallengeSessions {
  open(subject: SessionOwner, step: SessionStep, pendingSecret?: string): string;
  /**
   * Throws NotAuthorizedException with one of AWS's three sentences unless the session is ours,
   * unused, unexpired, of this step and, when given, of this client.
   */
  read(
    session: string,
    expected: { steps: readonly SessionStep[]; client?: UserPoolClient },
  ): ChallengeSession;
  /** Ends a session; throws when another answer came first. */
  consume(session: ChallengeSession): void;
  /** Counts a wrong code; after the last allowed one the session is good for nothing. */
  countTry(session: ChallengeSession): void;
}

const MAX_TRIES = 5;
const MAX_CHARACTERS = 4_096;
/** What a session says is shorter than this. */
const PLAIN_CHARACTERS = 640;
const CONTEXT = "challenge-session";

interface Options {
  readonly masterKey: Buffer;
  readonly used: UsedSessions;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createChallengeSessions({ masterKey, used, clock, randomness }: Options): ChallengeSessions {
  const sealer = createSealer(masterKey, "cognito/challenge-session");
  const open = (text: string): ChallengeSession => {
    if (text.length > MAX_CHARACTERS || !isStrictBase64Url(text)) throw invalidSession();
    const plain = sealer.open(Buffer.from(text, "base64url"), CONTEXT);
    if (plain === undefined) throw invalidSession();
    return JSON.parse(plain.toString("utf8")) as ChallengeSession;
  };
  const answered = (usedAt = clock.now()): Error =>
    sessionUsed().knowing({ had: { seconds: secondsSince(usedAt, clock) } });
  const consume = (session: ChallengeSession): void => {
    if (!used.use(session.id, session.expiresAt)) throw answered(used.usedAt(session.id));
  };
  return {
    open: ({ client, user, cause, custom }, step, pendingSecret) => {
      const session: ChallengeSession = {
        id: randomness.bytes(16).toString("base64url"),
        step,
        userPoolId: client.userPoolId,
        clientId: client.id,
        sub: user.sub,
        passwordSetAt: user.password?.setAt ?? 0,
        expiresAt: clock.now() + client.authSessionMinutes * 60_000,
        cause,
        ...(pendingSecret === undefined ? {} : { pendingSecret }),
        ...(custom === undefined ? {} : { custom }),
      };
      // COG-66: all of one length, or it would tell a user from what stands in for one.
      const plain = JSON.stringify(session).padEnd(PLAIN_CHARACTERS);
      return sealer.seal(Buffer.from(plain), CONTEXT).toString("base64url");
    },
    // COG-SES-1: forged, foreign, of another step, used and expired sessions are all refused.
    read: (text, { steps, client }) => {
      const session = open(text);
      if (client !== undefined && session.clientId !== client.id) {
        throw invalidSession().knowing({ reason: "session-of-other" });
      }
      if (!steps.includes(session.step)) throw invalidSession().knowing({ reason: "session-of-other" });
      const usedAt = used.usedAt(session.id);
      if (usedAt !== undefined) throw answered(usedAt);
      if (clock.now() >= session.expiresAt) {
        const seconds = secondsSince(session.expiresAt, clock);
        throw sessionExpired().knowing({ had: { seconds }, by: { minutes: client?.authSessionMinutes } });
      }
      if (used.tries(session.id) >= MAX_TRIES) {
        throw invalidSession().knowing({ reason: "attempts-exceeded", by: { limit: MAX_TRIES } });
      }
      return session;
    },
    consume,
    countTry: (session) => void used.countTry(session.id, session.expiresAt),
  };
}
