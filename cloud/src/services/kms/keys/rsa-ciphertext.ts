import { constants, createHash, privateDecrypt, publicEncrypt } from "node:crypto";
import type { EncryptionAlgorithmSpec } from "../../../wire/models/generated/kms.types.ts";
import type { KmsContext } from "../shared/context.ts";
import { invalidCiphertext, validation } from "../shared/errors.ts";
import type { Key } from "../shared/key.ts";
import type { EncryptionContext } from "./encryption-context.ts";
import { privateKeyOf, publicKeyOf } from "./material.ts";
import { modulusBytesOf } from "./modulus.ts";
import { hashOf } from "./specs.ts";

const padding = constants.RSA_PKCS1_OAEP_PADDING;

interface Sealing {
  readonly algorithm: EncryptionAlgorithmSpec;
  readonly context: EncryptionContext | undefined;
}

/**
 * What everybody with the public key can make as well: it says neither which key it is of nor in which
 * context.
 * @throws AwsError ValidationException
 */
export function encryptByRsa(
  kms: KmsContext,
  key: Key,
  { plain, algorithm, context }: Sealing & { readonly plain: Buffer },
): Buffer {
  assertNoContext(context);
  const oaepHash = hashOf(algorithm);
  const publicKey = publicKeyOf(kms, key);
  const longest = modulusBytesOf(publicKey) - 2 * createHash(oaepHash).digest().length - 2;
  if (plain.length > longest) {
    throw validation(
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${longest} bytes.`,
    );
  }
  return publicEncrypt({ key: publicKey, oaepHash, padding }, plain);
}

/** @throws AwsError InvalidCiphertextException, ValidationException */
export function decryptByRsa(
  kms: KmsContext,
  key: Key,
  { blob, algorithm, context }: Sealing & { readonly blob: Buffer },
): Buffer {
  assertNoContext(context);
  const privateKey = privateKeyOf(kms, key);
  // KMS-6
  if (blob.length !== modulusBytesOf(privateKey)) throw invalidCiphertext();
  try {
    return privateDecrypt({ key: privateKey, oaepHash: hashOf(algorithm), padding }, blob);
  } catch {
    throw invalidCiphertext();
  }
}

function assertNoContext(context: EncryptionContext = {}): void {
  if (Object.keys(context).length > 0) {
    throw validation("EncryptionContext is valid only for symmetric encryption keys.");
  }
}
