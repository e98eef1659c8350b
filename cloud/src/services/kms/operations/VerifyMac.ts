import { timingSafeEqual } from "node:crypto";
import type { VerifyMacRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { arnOf } from "../keys/questions.ts";
import { assertNotDryRun, bytesOf } from "../keys/use.ts";
import { macOf, macQuestion } from "../macs/mac.ts";
import type { KmsContext } from "../shared/context.ts";
import { invalidMac } from "../shared/errors.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html */
export function VerifyMac(kms: KmsContext): Operation<VerifyMacRequest> {
  return {
    name: "VerifyMac",
    authorize: macQuestion(kms, "kms:VerifyMac"),
    run: (input) => {
      const { key, mac } = macOf(kms, "VerifyMac", input);
      const given = bytesOf(input.Mac);
      assertNotDryRun(input.DryRun);
      // KMS-15
      if (given.length !== mac.length || !timingSafeEqual(given, mac)) throw invalidMac();
      return { KeyId: arnOf(kms, key), MacValid: true, MacAlgorithm: input.MacAlgorithm };
    },
  };
}
