import { createCipheriv, createDecipheriv } from "node:crypto";
import type { KmsContext } from "../shared/context.ts";
import { invalidCiphertext } from "../shared/errors.ts";
import type { Key } from "../shared/key.ts";
import { canonicalContext, type EncryptionContext } from "./encryption-context.ts";

/** Version of this form. Begins as blobs of AWS do (`AQICAHh`), which nobody but AWS can open. */
const START = Buffer.from([1, 2, 2, 0, 120, 64]);
const ID_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = START.length + ID_BYTES;

/**
 * KMS-6: AES-256-GCM under the key's material; version, id of the key and encryption context are
 * authenticated, so a blob opens under no other key and in no other context.
 */
export function encrypt(
  kms: KmsContext,
  key: Key,
  { plain, context }: { readonly plain: Buffer; readonly context: EncryptionContext | undefined },
): Buffer {
  const head = Buffer.concat([START, Buffer.from(key.id.replaceAll("-", ""), "hex")]);
  const nonce = kms.randomness.bytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", kms.keys.material(key.id), nonce);
  cipher.setAAD(authenticated(head, context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, nonce, body, cipher.getAuthTag()]);
}

/** Id of the key of a blob. @throws AwsError InvalidCiphertextException */
export function keyIdOf(blob: Buffer): string {
  if (blob.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES || !blob.subarray(0, START.length).equals(START)) {
    throw invalidCiphertext();
  }
  const hex = blob.subarray(START.length, HEAD_BYTES).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @throws AwsError InvalidCiphertextException for another context, and for what was changed */
export function decrypt(
  kms: KmsContext,
  key: Key,
  { blob, context }: { readonly blob: Buffer; readonly context: EncryptionContext | undefined },
): Buffer {
  if (keyIdOf(blob) !== key.id) throw invalidCiphertext();
  const head = blob.subarray(0, HEAD_BYTES);
  const nonce = blob.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", kms.keys.material(key.id), nonce);
  decipher.setAAD(authenticated(head, context));
  decipher.setAuthTag(blob.subarray(-TAG_BYTES));
  try {
    const body = blob.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

function authenticated(head: Buffer, context: EncryptionContext | undefined): Buffer {
  return Buffer.concat([head, Buffer.from(canonicalContext(context), "utf8")]);
}
