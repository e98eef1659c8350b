import { timingSafeEqual } from "node:crypto";
import { incorrectCredentials, invalidParameter } from "../../shared/errors.ts";
import {
  claimSignature,
  isMultipleOfN,
  parseClientPublic,
  scrambler,
  serverPublicValue,
  sessionKey,
  toHex,
} from "../srp/protocol.ts";
import { BEFORE_CHALLENGE, BEFORE_PASSWORD, runChecks } from "./order.ts";
import { beginAttempt, type SignInAttempt } from "./parts/attempt.ts";
import type { SignInParts } from "./parts/dependencies.ts";
import type { SrpChallenge } from "./parts/secret-block.ts";
import type { Challenge, ClientContext, SignInStep } from "./parts/sign-in.ts";
import { concludePassword } from "./password-verdict.ts";
import { runPreAuthentication } from "./sign-in-triggers.ts";
import { timestampTexts } from "./timestamp.ts";

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
  const { b, power } = await parts.ephemeralKeys.take();
  const serverPublic = serverPublicValue(verifierOf(parts, attempt), power);
  const { sub, username } = attempt.user ?? attempt.simulated;
  const block = parts.secretBlocks.seal(
    {
      userPoolId: clientContext.pool.id,
      clientId: clientContext.client.id,
      sub,
      username,
      b,
      clientPublic,
      serverPublic,
    },
    clientContext.client.authSessionMinutes * 60_000,
  );
  return {
    kind: "challenge",
    name: "PASSWORD_VERIFIER",
    session: undefined,
    parameters: {
      SALT: attempt.user?.password?.salt ?? attempt.simulated.salt,
      SECRET_BLOCK: block.toString("base64"),
      SRP_B: toHex(serverPublic),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

export interface PasswordClaim {
  readonly username: string;
  /** Base64. */
  readonly secretBlock: string;
  /** Base64. */
  readonly signature: string;
  readonly timestamp: string;
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
  runChecks(BEFORE_PASSWORD, parts, attempt);
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

function attemptOf(
  parts: SignInParts,
  clientContext: ClientContext,
  { challenge, claim }: { readonly challenge: SrpChallenge; readonly claim: PasswordClaim },
): SignInAttempt | undefined {
  if (challenge.userPoolId !== clientContext.pool.id || challenge.clientId !== clientContext.client.id)
    return undefined;
  const user = parts.users.findBySub(clientContext.pool.id, challenge.sub);
  const simulated = parts.simulate(clientContext.pool, claim.username);
  if (user !== undefined) {
    const same =
      claim.username === user.username ||
      parts.users.findByLogin(clientContext.pool, claim.username)?.sub === user.sub;
    return same ? { clientContext, login: claim.username, user, simulated } : undefined;
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

function verifierOf(parts: SignInParts, { clientContext, user, simulated }: SignInAttempt): Buffer {
  return user?.password === undefined
    ? simulated.verifier
    : parts.passwords.verifier(clientContext.pool, user, user.password);
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}
