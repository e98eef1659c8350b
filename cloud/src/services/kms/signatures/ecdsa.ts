import { createECDH, createHash, createPublicKey, type KeyObject, randomBytes, verify } from "node:crypto";
import { decodeSignature, encodeSignature } from "./der.ts";
import { bytesOf, integerOf, inverse, modulo } from "./integers.ts";

interface Curve {
  readonly crv: string;
  /** Of the field. */
  readonly p: bigint;
  /** Order of the group. */
  readonly n: bigint;
}

/** By the name that OpenSSL has for it. @see https://www.secg.org/sec2-v2.pdf */
const CURVES: Readonly<Record<string, Curve>> = {
  prime256v1: {
    crv: "P-256",
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  secp384r1: {
    crv: "P-384",
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  secp521r1: {
    crv: "P-521",
    p: 2n ** 521n - 1n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
  secp256k1: {
    crv: "secp256k1",
    p: 2n ** 256n - 2n ** 32n - 977n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
};

/**
 * ECDSA of a digest, which node:crypto signs only together with its message: the random point is of
 * OpenSSL, the rest is arithmetic. No digest is longer than the order of its curve.
 * @returns DER
 * @see https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.186-5.pdf (6.4.1)
 */
export function signDigest(privateKey: KeyObject, digest: Buffer): Buffer {
  const { name, n } = curveOf(privateKey);
  const secret = coordinate(privateKey.export({ format: "jwk" }).d);
  for (;;) {
    const ephemeral = createECDH(name);
    const [x] = coordinatesOf(ephemeral.generateKeys());
    const r = x % n;
    const s = (inverse(integerOf(ephemeral.getPrivateKey()), n) * (integerOf(digest) + r * secret)) % n;
    if (r !== 0n && s !== 0n) return encodeSignature(r, s);
  }
}

/**
 * OpenSSL verifies the signature of a message whose digest z' is known; what the asked digest z is more
 * goes into the public key Q: z·G + r·Q = z'·G + r·(Q + (z - z')/r·G).
 * @see https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.186-5.pdf (6.4.2)
 */
export function verifyDigest(publicKey: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const { name, n, p, crv } = curveOf(publicKey);
  const { r, s } = decodeSignature(signature) ?? { r: 0n, s: 0n };
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false;
  const message = randomBytes(32);
  const known = integerOf(createHash("sha256").update(message).digest());
  const size = Math.ceil(p.toString(16).length / 2);
  const step = createECDH(name);
  step.setPrivateKey(bytesOf(modulo((integerOf(digest) - known) * inverse(r, n), n), size));
  const { x, y } = publicKey.export({ format: "jwk" });
  const sum = sumOf([coordinate(x), coordinate(y)], coordinatesOf(step.getPublicKey()), p);
  const text = (value: bigint): string => bytesOf(value, size).toString("base64url");
  const jwk = { kty: "EC", crv, x: text(sum[0]), y: text(sum[1]) };
  const moved = createPublicKey({ key: jwk, format: "jwk" });
  return verify("sha256", message, moved, signature);
}

type Point = readonly [x: bigint, y: bigint];

/** Of two points that are neither the same nor opposites, as a random one and another are. */
function sumOf([x1, y1]: Point, [x2, y2]: Point, p: bigint): Point {
  const slope = modulo((y2 - y1) * inverse(modulo(x2 - x1, p), p), p);
  const x = modulo(slope * slope - x1 - x2, p);
  return [x, modulo(slope * (x1 - x) - y1, p)];
}

/** Of a point in the uncompressed form. */
function coordinatesOf(point: Buffer): Point {
  const size = (point.length - 1) / 2;
  return [integerOf(point.subarray(1, 1 + size)), integerOf(point.subarray(1 + size))];
}

function coordinate(text: string | undefined): bigint {
  return integerOf(Buffer.from(text ?? "", "base64url"));
}

function curveOf(key: KeyObject): Curve & { readonly name: string } {
  const name = key.asymmetricKeyDetails?.namedCurve ?? "";
  const curve = CURVES[name];
  if (curve === undefined) throw new Error(`There is no curve ${name} here.`);
  return { ...curve, name };
}
