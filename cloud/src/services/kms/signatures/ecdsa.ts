import type { KeyObject } from "node:crypto";

/** The digest is given, and of the two s that AWS takes either counts. */
const OPTIONS = { prehash: false, lowS: false, format: "der" } as const;

/**
 * ECDSA of a digest, which node:crypto signs only together with its message.
 * @returns DER
 * @see https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.186-5.pdf (6.4.1)
 */
export async function signDigest(privateKey: KeyObject, digest: Buffer): Promise<Buffer> {
  const curve = await curveOf(privateKey);
  const secret = coordinate(privateKey.export({ format: "jwk" }).d);
  return Buffer.from(curve.sign(digest, secret, { ...OPTIONS, extraEntropy: true }));
}

export async function verifyDigest(
  publicKey: KeyObject,
  digest: Buffer,
  signature: Buffer,
): Promise<boolean> {
  const curve = await curveOf(publicKey);
  const { x, y } = publicKey.export({ format: "jwk" });
  const point = Buffer.concat([UNCOMPRESSED, coordinate(x), coordinate(y)]);
  return curve.verify(signature, digest, point, OPTIONS);
}

const UNCOMPRESSED = Buffer.of(4);

function coordinate(text: string | undefined): Buffer {
  return Buffer.from(text ?? "", "base64url");
}

/** By the name that OpenSSL has for it. Loaded with the first key that needs it. */
async function curveOf(key: KeyObject) {
  const name = key.asymmetricKeyDetails?.namedCurve ?? "";
  const { p256, p384, p521 } = await import("@noble/curves/nist.js");
  const { secp256k1 } = await import("@noble/curves/secp256k1.js");
  const curve = new Map([
    ["prime256v1", p256],
    ["secp384r1", p384],
    ["secp521r1", p521],
    ["secp256k1", secp256k1],
  ]).get(name);
  if (curve === undefined) throw new Error(`There is no curve ${name} here.`);
  return curve;
}
