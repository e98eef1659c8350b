import { createHash } from "node:crypto";
import type { Randomness } from "../../../core/randomness.ts";
import {
  claimSignature,
  GROUP_BYTES,
  N,
  pad,
  privateExponent,
  scrambler,
  sessionKey,
} from "../../../services/cognito/domain/srp/protocol.ts";

const G = 2n;
const EXPONENT_BYTES = 64;

/** What PASSWORD_VERIFIER hands to the client. */
export interface VerifierChallenge {
  readonly userPoolId: string;
  /** USER_ID_FOR_SRP */
  readonly userId: string;
  readonly salt: string;
  readonly serverPublic: string;
  readonly secretBlock: string;
  readonly timestamp: string;
}

/** The client's half of SRP-6a: SRP_A, then the signature that proves the password. */
export interface SrpClient {
  /** Hexadecimal `A = g^a mod N`. */
  readonly clientPublic: string;
  /** PASSWORD_CLAIM_SIGNATURE, base64. */
  prove(challenge: VerifierChallenge, password: string): string;
}

export function createSrpClient(randomness: Randomness): SrpClient {
  const a = toNumber(randomness.bytes(EXPONENT_BYTES));
  const clientPublic = power(G, a);
  return {
    clientPublic: clientPublic.toString(16),
    prove: (challenge, password) => {
      const identity = { userPoolId: challenge.userPoolId, userId: challenge.userId };
      const x = privateExponent(identity, challenge.salt, password);
      const u = scrambler(toBytes(clientPublic), toBytes(BigInt(`0x${challenge.serverPublic}`)));
      if (u === undefined) throw new Error("The server's SRP value is unusable.");
      const secret = premaster({
        a,
        u: toNumber(u),
        x: toNumber(x),
        B: BigInt(`0x${challenge.serverPublic}`),
      });
      const claim = {
        secretBlock: Buffer.from(challenge.secretBlock, "base64"),
        timestamp: challenge.timestamp,
      };
      return claimSignature(sessionKey(u, toBytes(secret)), identity, claim).toString("base64");
    },
  };
}

/**
 * A client that sends a multiple of N, for which the secret is 0 whatever the password: a pool that takes
 * its proof takes anybody (RFC 5054 §2.5.4).
 */
export function createZeroSecretClient(multipleOfN: bigint): SrpClient {
  const clientPublic = multipleOfN * N;
  return {
    clientPublic: clientPublic.toString(16),
    prove: ({ serverPublic, secretBlock, timestamp, userPoolId, userId }) => {
      const u = scrambler(toBytes(clientPublic), toBytes(BigInt(`0x${serverPublic}`)));
      if (u === undefined) throw new Error("The server's SRP value is unusable.");
      const claim = { secretBlock: Buffer.from(secretBlock, "base64"), timestamp };
      return claimSignature(sessionKey(u, toBytes(0n)), { userPoolId, userId }, claim).toString("base64");
    },
  };
}

/** `S = (B − k·g^x)^(a + u·x) mod N` */
function premaster({ a, u, x, B }: { a: bigint; u: bigint; x: bigint; B: bigint }): bigint {
  const base = (B - ((multiplier() * power(G, x)) % N) + N) % N;
  return power(base, a + u * x);
}

/** `k = H(PAD(N) | PAD(g))` */
function multiplier(): bigint {
  const hash = createHash("sha256")
    .update(pad(toBytes(N)))
    .update(pad(Buffer.from([2])));
  return toNumber(hash.digest());
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

function toBytes(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(GROUP_BYTES * 2, "0"), "hex");
}
