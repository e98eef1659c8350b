import type { SignRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { privateKeyOf } from "../keys/material.ts";
import { arnOf } from "../keys/questions.ts";
import { assertNotDryRun, fittingKey } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { signingQuestion } from "../signatures/question.ts";
import { digestOf, signDigest } from "../signatures/sign.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export function Sign(kms: KmsContext): Operation<SignRequest> {
  return {
    name: "Sign",
    authorize: signingQuestion(kms, "kms:Sign"),
    run: async (input) => {
      const { KeyId, SigningAlgorithm: algorithm, DryRun } = input;
      const key = fittingKey(kms, KeyId, { operation: "Sign", usage: "SIGN_VERIFY", algorithm });
      const digest = digestOf(input);
      assertNotDryRun(DryRun);
      const signature = await signDigest(privateKeyOf(kms, key), algorithm, digest);
      return {
        KeyId: arnOf(kms, key),
        Signature: signature.toString("base64"),
        SigningAlgorithm: algorithm,
      };
    },
  };
}
