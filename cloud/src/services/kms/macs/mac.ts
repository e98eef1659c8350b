import { createHmac } from "node:crypto";
import type { GenerateMacRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import { keyQuestion } from "../keys/questions.ts";
import { hashOf } from "../keys/specs.ts";
import { bytesOf, fittingKey } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import type { Key } from "../shared/key.ts";

type MacRequest = Pick<GenerateMacRequest, "KeyId" | "MacAlgorithm" | "Message">;

export function macQuestion(
  kms: KmsContext,
  action: "kms:GenerateMac" | "kms:VerifyMac",
): (input: MacRequest, asker: Asker) => readonly Question[] {
  return ({ KeyId: keyId, MacAlgorithm }, { caller }) => [
    keyQuestion(kms, caller, action, {
      keyId,
      byAlias: true,
      context: { "kms:MacAlgorithm": MacAlgorithm },
    }),
  ];
}

/** @throws AwsError as the key's state refuses, InvalidKeyUsageException */
export function macOf(
  kms: KmsContext,
  operation: "GenerateMac" | "VerifyMac",
  { KeyId, MacAlgorithm: algorithm, Message }: MacRequest,
): { readonly key: Key; readonly mac: Buffer } {
  const key = fittingKey(kms, KeyId, { operation, usage: "GENERATE_VERIFY_MAC", algorithm });
  const hmac = createHmac(hashOf(algorithm), kms.keys.material(key.id));
  return { key, mac: hmac.update(bytesOf(Message)).digest() };
}
