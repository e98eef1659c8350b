import type { GenerateRandomRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { onNoKey } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html */
export function GenerateRandom({ randomness }: KmsContext): Operation<GenerateRandomRequest> {
  return {
    name: "GenerateRandom",
    unsupportedMembers: ["CustomKeyStoreId", "Recipient"],
    authorize: onNoKey("kms:GenerateRandom"),
    run: ({ NumberOfBytes: bytes }) => {
      if (bytes === undefined) throw validation("NumberOfBytes is required.");
      return { Plaintext: randomness.bytes(bytes).toString("base64") };
    },
  };
}
