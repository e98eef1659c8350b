import { createHash, createHmac } from "node:crypto";

/** Bytes of N, the 3072-bit prime of RFC 3526 §5. */
export const GROUP_BYTES = 384;

export const N = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
);

/**
 * PAD of the Cognito dialect: the shortest big-endian two's-complement form of a positive number
 * (Java's `BigInteger.toByteArray`), not the padding to the length of N of RFC 5054.
 */
export function pad(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const shortest = bytes.subarray(start);
  const topBit = ((shortest[0] ?? 0) & 0x80) !== 0;
  return topBit || shortest.length === 0 ? Buffer.concat([Buffer.alloc(1), shortest]) : shortest;
}

function sha256(...parts: (Buffer | string)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The part of a pool id behind the underscore, which SRP calls the pool name. */
function poolName(userPoolId: string): string {
  return userPoolId.slice(userPoolId.indexOf("_") + 1);
}

export interface SrpIdentity {
  readonly userPoolId: string;
  /** USER_ID_FOR_SRP: the stored user name. */
  readonly userId: string;
}

/** `x = H(PAD(salt) | H(poolName | userId | ":" | password))`; @param salt hexadecimal digits */
export function privateExponent(identity: SrpIdentity, salt: string, password: string): Buffer {
  const secret = sha256(`${poolName(identity.userPoolId)}${identity.userId}:${password}`);
  return sha256(pad(Buffer.from(salt, "hex")), secret);
}

/**
 * A client's `A` from its hexadecimal text as 384 bytes; undefined for what is no number or above N.
 * 0 and N are taken, as by AWS: see `isMultipleOfN`.
 */
export function parseClientPublic(hex: string): Buffer | undefined {
  if (hex.length === 0 || hex.length > GROUP_BYTES * 2 + 2 || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
  const number = BigInt(`0x${hex}`);
  return number > N ? undefined : groupBytes(number);
}

/** True of an `A` that would make the secret 0, whatever the password. */
export function isMultipleOfN(clientPublic: Buffer): boolean {
  return groupNumber(clientPublic) % N === 0n;
}

/** `k = H(PAD(N) | PAD(g))` */
const K = BigInt("0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6");

/** `B = (k·v + g^b) mod N`; @param power `g^b` */
export function serverPublicValue(verifier: Buffer, power: Buffer): Buffer {
  return groupBytes((K * groupNumber(verifier) + groupNumber(power)) % N);
}

function groupNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

function groupBytes(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(GROUP_BYTES * 2, "0"), "hex");
}

/** `u = H(PAD(A) | PAD(B))`; undefined in the case u = 0, which RFC 5054 §2.6 forbids. */
export function scrambler(clientPublic: Buffer, serverPublic: Buffer): Buffer | undefined {
  const u = sha256(pad(clientPublic), pad(serverPublic));
  return u.every((byte) => byte === 0) ? undefined : u;
}

/** The 16-byte key both sides sign with: HKDF (RFC 5869) of one block, written out. */
export function sessionKey(u: Buffer, premasterSecret: Buffer): Buffer {
  const pseudorandomKey = createHmac("sha256", pad(u)).update(pad(premasterSecret)).digest();
  return createHmac("sha256", pseudorandomKey).update("Caldera Derived Key\u0001").digest().subarray(0, 16);
}

/** PASSWORD_CLAIM_SIGNATURE as bytes. */
export function claimSignature(
  key: Buffer,
  identity: SrpIdentity,
  claim: { readonly secretBlock: Buffer; readonly timestamp: string },
): Buffer {
  return createHmac("sha256", key)
    .update(poolName(identity.userPoolId))
    .update(identity.userId)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest();
}

/** Numbers travel as hexadecimal without leading zeros. */
export function toHex(bytes: Buffer): string {
  const hex = bytes.toString("hex").replace(/^0+/, "");
  return hex === "" ? "0" : hex;
}

/**
 * Any 384 bytes as a member of the group: what stands for a verifier where there is no user. The first
 * 64 bits of N are ones, so a number without the first of them is smaller.
 */
export function memberOfGroup(bytes: Buffer): Buffer {
  const member = Buffer.from(bytes);
  member[0] = (member[0] ?? 0) & 0x7f;
  return member;
}
