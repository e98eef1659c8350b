import type { GenerateMacRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { arnOf } from "../keys/questions.ts";
import { assertNotDryRun } from "../keys/use.ts";
import { macOf, macQuestion } from "../macs/mac.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
export function GenerateMac(kms: KmsContext): Operation<GenerateMacRequest> {
  return {
    name: "GenerateMac",
    authorize: macQuestion(kms, "kms:GenerateMac"),
    run: (input) => {
      const { key, mac } = macOf(kms, "GenerateMac", input);
      assertNotDryRun(input.DryRun);
      return { KeyId: arnOf(kms, key), Mac: mac.toString("base64"), MacAlgorithm: input.MacAlgorithm };
    },
  };
}
