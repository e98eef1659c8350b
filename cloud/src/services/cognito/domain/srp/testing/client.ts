import { createHmac, getDiffieHellman, hkdfSync } from "node:crypto";
import { claimSignature, pad, privateExponent, scrambler } from "../protocol.ts";

const N = BigInt(`0x${getDiffieHellman("modp15").getPrime("hex")}`);
const K = 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = ((base % N) + N) % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

const number = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString("hex")}`);
const bytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(768, "0"), "hex");

/** The other side of SRP, in plain big-integer arithmetic, for tests. */
export function createSrpClient(secret: Buffer) {
  const a = number(secret);
  const clientPublic = power(2n, a);
  return {
    srpA: clientPublic.toString(16),
    /** PASSWORD_CLAIM_SIGNATURE. */
    sign: (
      challenge: { userPoolId: string; userId: string; salt: string; srpB: string; secretBlock: string },
      password: string,
      timestamp: string,
    ): string => {
      const identity = { userPoolId: challenge.userPoolId, userId: challenge.userId };
      const x = number(privateExponent(identity, challenge.salt.padStart(32, "0"), password));
      const serverPublic = BigInt(`0x${challenge.srpB}`);
      const u = scrambler(bytes(clientPublic), bytes(serverPublic)) ?? Buffer.alloc(0);
      const base = (((serverPublic - K * power(2n, x)) % N) + N) % N;
      const shared = power(base, a + number(u) * x);
      const key = Buffer.from(hkdfSync("sha256", pad(bytes(shared)), pad(u), "Caldera Derived Key", 16));
      const secretBlock = Buffer.from(challenge.secretBlock, "base64");
      return claimSignature(key, identity, { secretBlock, timestamp }).toString("base64");
    },
  };
}

/** SECRET_HASH of a client with a secret. */
export function secretHash(secret: string, username: string, clientId: string): string {
  return createHmac("sha256", secret).update(username).update(clientId).digest("base64");
}
