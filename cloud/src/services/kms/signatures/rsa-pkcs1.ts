import { constants, type KeyObject, privateEncrypt, publicDecrypt, timingSafeEqual } from "node:crypto";

const PADDING = constants.RSA_PKCS1_PADDING;

/** What stands before a digest in `DigestInfo`. @see RFC 8017, section 9.2, note 1 */
const PREFIXES: Readonly<Record<string, string>> = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

function digestInfo(hash: string, digest: Buffer): Buffer {
  return Buffer.concat([Buffer.from(PREFIXES[hash] ?? "", "hex"), digest]);
}

/** RSASSA-PKCS1-v1_5 of a digest. @see RFC 8017, section 8.2 */
export function signDigest(key: KeyObject, hash: string, digest: Buffer): Buffer {
  return privateEncrypt({ key, padding: PADDING }, digestInfo(hash, digest));
}

export function verifyDigest(key: KeyObject, hash: string, digest: Buffer, signature: Buffer): boolean {
  try {
    const [told, expected] = [publicDecrypt({ key, padding: PADDING }, signature), digestInfo(hash, digest)];
    return told.length === expected.length && timingSafeEqual(told, expected);
  } catch {
    return false;
  }
}
