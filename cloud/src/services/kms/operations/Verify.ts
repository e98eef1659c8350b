import type { VerifyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { publicKeyOf } from "../keys/material.ts";
import { arnOf } from "../keys/questions.ts";
import { assertNotDryRun, bytesOf, fittingKey } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { invalidSignature } from "../shared/errors.ts";
import { signingQuestion } from "../signatures/question.ts";
import { digestOf, isSignature } from "../signatures/sign.ts";

/**
 * Never says that a signature is not valid: that is an error.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html
 */
export function Verify(kms: KmsContext): Operation<VerifyRequest> {
  return {
    name: "Verify",
    authorize: signingQuestion(kms, "kms:Verify"),
    run: async (input) => {
      const { KeyId, SigningAlgorithm: algorithm, DryRun } = input;
      const key = fittingKey(kms, KeyId, { operation: "Verify", usage: "SIGN_VERIFY", algorithm });
      const digest = digestOf(input);
      assertNotDryRun(DryRun);
      const signed = { algorithm, digest, signature: bytesOf(input.Signature) };
      // KMS-15
      if (!(await isSignature(publicKeyOf(kms, key), signed))) throw invalidSignature();
      return { KeyId: arnOf(kms, key), SignatureValid: true, SigningAlgorithm: algorithm };
    },
  };
}
