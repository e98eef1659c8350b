import { timingSafeEqual } from "node:crypto";
import {
  incorrectCredentials,
  invalidParameter,
  invalidSession,
  missingParameter,
} from "../../shared/errors.ts";
import { claimSignature, isMultipleOfN, parseClientPublic, scrambler, sessionKey } from "../srp/protocol.ts";
import { BEFORE_CHALLENGE, BEFORE_PASSWORD, runChecks } from "./order.ts";
import { beginAttempt, type SignInAttempt } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { SrpChallenge } from "./parts/secret-block.ts";
import type { ChallengeSession } from "./parts/sessions.ts";
import type { Challenge, ClientContext, SignInStep } from "./parts/sign-in.ts";
import { concludePassword } from "./password-verdict.ts";
import { runPreAuthentication } from "./sign-in-triggers.ts";
import { srpChallenge, verifierOf } from "./srp-challenge.ts";

/** First step of USER_SRP_AUTH. Unknown users get a challenge of their own where they are concealed. */
export async function startSrp(
  parts: SignInParts,
  clientContext: ClientContext,
  claim: { readonly login: string; readonly srpA: string },
): Promise<Challenge> {
  const attempt = beginAttempt(parts, clientContext, claim.login);
  const clientPublic = parseClientPublic(claim.srpA);
  if (clientPublic === undefined) throw invalidParameter("Invalid SRP_A");
  runChecks(BEFORE_CHALLENGE.slice(0, 1), parts, attempt);
  await runPreAuthentication(parts, attempt);
  runChecks(BEFORE_CHALLENGE, parts, attempt);
  return srpChallenge(parts, attempt, { clientPublic, session: undefined, custom: undefined });
}

export interface PasswordClaim {
  readonly username: string;
  /** Base64. */
  readonly secretBlock: string;
  /** Base64. */
  readonly signature: string;
  readonly timestamp: string;
  /** Of a custom sign-in; USER_SRP_AUTH has none, and what comes in its place is not looked at. */
  readonly session?: string | undefined;
}

/** Second step: the client proves that it knew the password. */
export async function answerPasswordVerifier(
  parts: SignInParts,
  clientContext: ClientContext,
  claim: PasswordClaim,
): Promise<SignInStep> {
  const timestamps = timestampTexts(claim.timestamp);
  const block = Buffer.from(claim.secretBlock, "base64");
  const challenge = parts.secretBlocks.open(block);
  const attempt = challenge === undefined ? undefined : attemptOf(parts, clientContext, { challenge, claim });
  // COG-SRP-2: blocks that are forged, foreign, expired or already answered prove nothing.
  if (challenge === undefined || attempt === undefined) {
    throw incorrectCredentials().because({ rule: "COG-SRP-2", reason: "session-of-other", concealed: true });
  }
  const session = customSession(parts, clientContext, { challenge, claim });
  runChecks(BEFORE_PASSWORD, parts, attempt);
  if (session !== undefined) parts.sessions.consume(session);
  if (!parts.usedSessions.use(challenge.id, challenge.expiresAt)) {
    throw incorrectCredentials().because({ rule: "COG-SRP-2", reason: "session-used", concealed: true });
  }
  const expected = await expectedSignatures(parts, attempt, { challenge, block, timestamps });
  const given = Buffer.from(claim.signature, "base64");
  return concludePassword(
    parts,
    attempt,
    expected.some((signature) => isSame(signature, given)),
  );
}

/** COG-65: a block that a custom sign-in gave is good for that sign-in only, with its session. */
function customSession(
  parts: SignInParts,
  { client }: ClientContext,
  { challenge, claim }: { readonly challenge: SrpChallenge; readonly claim: PasswordClaim },
): ChallengeSession | undefined {
  if (challenge.custom === undefined) return undefined;
  if (claim.session === undefined || claim.session === "") throw missingParameter("Session");
  const session = parts.sessions.read(claim.session, { steps: ["PASSWORD_VERIFIER"], client });
  if (session.custom !== challenge.custom) throw invalidSession().knowing({ reason: "session-of-other" });
  return session;
}

function attemptOf(
  parts: SignInParts,
  clientContext: ClientContext,
  { challenge, claim }: { readonly challenge: SrpChallenge; readonly claim: PasswordClaim },
): SignInAttempt | undefined {
  if (challenge.userPoolId !== clientContext.pool.id || challenge.clientId !== clientContext.client.id)
    return undefined;
  const user = parts.users.findBySub(clientContext.pool.id, challenge.sub);
  const simulated = parts.simulate(clientContext.pool, claim.username);
  const { custom } = challenge;
  if (user !== undefined) {
    const same =
      claim.username === user.username ||
      parts.users.findByLogin(clientContext.pool, claim.username)?.sub === user.sub;
    return same ? { clientContext, login: claim.username, user, simulated, custom } : undefined;
  }
  const same = claim.username === challenge.username || simulated.sub === challenge.sub;
  if (!same) return undefined;
  // The failure counts for the name of the first step, whichever of its names this step uses.
  const { sub, username } = challenge;
  return {
    clientContext,
    login: claim.username,
    user: undefined,
    simulated: { ...simulated, sub, username },
  };
}

/** Empty where no proof can be right. */
async function expectedSignatures(
  parts: SignInParts,
  attempt: SignInAttempt,
  step: { readonly challenge: SrpChallenge; readonly block: Buffer; readonly timestamps: readonly string[] },
): Promise<Buffer[]> {
  const { b, clientPublic, serverPublic, userPoolId, username } = step.challenge;
  // COG-SRP-1: A = 0 mod N would make every password right.
  if (isMultipleOfN(clientPublic)) return [];
  const u = scrambler(clientPublic, serverPublic);
  if (u === undefined) return [];
  const verifier = verifierOf(parts, attempt);
  const secret = await parts.arithmetic.premasterSecret({ clientPublic, verifier, u, b });
  if (secret === undefined) return [];
  const key = sessionKey(u, secret);
  const identity = { userPoolId, userId: username };
  return step.timestamps.map((timestamp) =>
    claimSignature(key, identity, { secretBlock: step.block, timestamp }),
  );
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FORMAT = /^([a-z]{3}) ([a-z]{3}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (UTC|GMT) (\d{4})$/i;

export type Zone = "UTC" | "GMT";

/** How a claim's TIMESTAMP is written: `Thu Sep 3 08:05:09 UTC 2026`. @param at epoch ms */
export function formatTimestamp(at: number, zone: Zone = "UTC"): string {
  const date = new Date(at);
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${time} ${zone} ${date.getUTCFullYear()}`;
}

/**
 * COG-SRP-3: the texts over which the proof of a claim with this TIMESTAMP may be made: the moment as
 * it is written and, where the weekday is right, the text itself, with other letters' case or a zero
 * before the day. Of what time it is AWS takes no notice: the block that is answered has its own end.
 * @throws InvalidParameterException for another format
 */
function timestampTexts(text: string): readonly string[] {
  const [, weekday = "", month = "", day, hour, minute, second, zone = "", year] = FORMAT.exec(text) ?? [];
  const monthIndex = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  const at = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  if (year === undefined || monthIndex < 0 || Number.isNaN(at)) {
    throw invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english").because({
      rule: "COG-SRP-3",
      reason: "timestamp-wrong",
    });
  }
  const written = formatTimestamp(at, zone.toUpperCase() === "GMT" ? "GMT" : "UTC");
  const isDay = weekday.toLowerCase() === written.slice(0, 3).toLowerCase();
  return isDay && written !== text ? [written, text] : [written];
}
