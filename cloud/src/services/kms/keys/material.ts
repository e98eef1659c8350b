import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { KeySpec } from "../../../wire/models/generated/kms.types.ts";
import type { KmsContext } from "../shared/context.ts";
import type { Key } from "../shared/key.ts";

const generate = promisify(generateKeyPair);

const SYMMETRIC_BYTES = 32;

/** Names that OpenSSL has for the curves. */
const CURVES: Partial<Record<KeySpec, string>> = {
  ECC_NIST_P256: "prime256v1",
  ECC_NIST_P384: "secp384r1",
  ECC_NIST_P521: "secp521r1",
  ECC_SECG_P256K1: "secp256k1",
};

/** New material of a key: a private key as PKCS #8, else as many random bytes as the kind of key has. */
export async function newMaterial({ randomness }: KmsContext, spec: KeySpec): Promise<Buffer> {
  const bits = Number(spec.slice(spec.lastIndexOf("_") + 1));
  if (spec.startsWith("HMAC_")) return randomness.bytes(bits / 8);
  if (spec.startsWith("RSA_")) return pkcs8((await generate("rsa", { modulusLength: bits })).privateKey);
  const namedCurve = CURVES[spec];
  if (namedCurve !== undefined) return pkcs8((await generate("ec", { namedCurve })).privateKey);
  return randomness.bytes(SYMMETRIC_BYTES);
}

function pkcs8(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "pkcs8" });
}

export function privateKeyOf(kms: KmsContext, { id }: Key): KeyObject {
  return createPrivateKey({ key: kms.keys.material(id), format: "der", type: "pkcs8" });
}

export function publicKeyOf(kms: KmsContext, key: Key): KeyObject {
  return createPublicKey(privateKeyOf(kms, key));
}
