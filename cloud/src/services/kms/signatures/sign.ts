import { createHash, type KeyObject } from "node:crypto";
import { unsupported } from "../../../core/errors.ts";
import type { SigningAlgorithmSpec, SignRequest } from "../../../wire/models/generated/kms.types.ts";
import { modulusBytesOf } from "../keys/modulus.ts";
import { hashOf } from "../keys/specs.ts";
import { bytesOf } from "../keys/use.ts";
import { validation } from "../shared/errors.ts";
import * as ecdsa from "./ecdsa.ts";
import { signDigest as signPkcs1, verifyDigest as verifyPkcs1 } from "./rsa-pkcs1.ts";
import { signDigest as signPss, verifyDigest as verifyPss } from "./rsa-pss.ts";

/** @throws AwsError ValidationException for a digest that the algorithm does not have; UnsupportedOperationException */
export function digestOf({
  Message,
  MessageType = "RAW",
  SigningAlgorithm,
}: Pick<SignRequest, "Message" | "MessageType" | "SigningAlgorithm">): Buffer {
  if (MessageType === "EXTERNAL_MU") throw unsupported(`The message type ${MessageType}`);
  const message = bytesOf(Message);
  const digest = createHash(hashOf(SigningAlgorithm));
  if (MessageType === "RAW") return digest.update(message).digest();
  if (message.length !== digest.digest().length) {
    throw validation(`Digest is invalid length for algorithm ${SigningAlgorithm}.`);
  }
  return message;
}

export async function signDigest(
  key: KeyObject,
  algorithm: SigningAlgorithmSpec,
  digest: Buffer,
): Promise<Buffer> {
  if (algorithm.startsWith("ECDSA_")) return ecdsa.signDigest(key, digest);
  const sign = isPss(algorithm) ? signPss : signPkcs1;
  return sign(key, hashOf(algorithm), digest);
}

export interface Signed {
  readonly algorithm: SigningAlgorithmSpec;
  readonly digest: Buffer;
  readonly signature: Buffer;
}

/** KMS-15: whether the key made it, of this digest, by this algorithm. */
export async function isSignature(
  key: KeyObject,
  { algorithm, digest, signature }: Signed,
): Promise<boolean> {
  if (algorithm.startsWith("ECDSA_")) return ecdsa.verifyDigest(key, digest, signature);
  // KMS-15
  if (signature.length !== modulusBytesOf(key)) return false;
  const verify = isPss(algorithm) ? verifyPss : verifyPkcs1;
  return verify(key, hashOf(algorithm), digest, signature);
}

function isPss(algorithm: SigningAlgorithmSpec): boolean {
  return algorithm.startsWith("RSASSA_PSS_");
}
