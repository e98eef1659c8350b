import type { Caller } from "../../../core/caller.ts";
import { unsupported } from "../../../core/errors.ts";
import type { CreateKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import { defaultPolicy } from "../policies/default-policy.ts";
import { assertNoLockout } from "../policies/lockout.ts";
import { assertKeyPolicy } from "../policies/policy-document.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { type Key, keyArn } from "../shared/key.ts";
import { ALGORITHM } from "../shared/known-keys.ts";
import { mergedTags } from "./tags.ts";

const MATERIAL_BYTES = 32;

/**
 * A key of the one kind that services encrypt with; others are refused by name.
 * @throws AwsError UnsupportedOperationException, MalformedPolicyDocumentException, TagException
 */
export function newKey(kms: KmsContext, caller: Caller, input: CreateKeyRequest): Key {
  assertSymmetric(input);
  const id = kms.randomness.uuid();
  const policy = input.Policy ?? defaultPolicy(kms.scope);
  if (input.Policy !== undefined) {
    assertKeyPolicy(kms, policy);
    if (input.BypassPolicyLockoutSafetyCheck !== true) {
      assertNoLockout(kms, caller, { arn: keyArn(kms.scope, id), policy });
    }
  }
  return {
    id,
    manager: "CUSTOMER",
    description: input.Description ?? "",
    state: "Enabled",
    policy,
    tags: mergedTags({}, input.Tags),
    createdAt: kms.clock.now(),
    deletionAt: undefined,
    rotation: undefined,
  };
}

export function storeNewKey(kms: KmsContext, key: Key): void {
  kms.keys.create(key, kms.randomness.bytes(MATERIAL_BYTES));
}

/** KMS-10 */
function assertSymmetric(input: CreateKeyRequest): void {
  const { KeySpec, CustomerMasterKeySpec, KeyUsage: usage = "ENCRYPT_DECRYPT", Origin = "AWS_KMS" } = input;
  if (KeySpec !== undefined && CustomerMasterKeySpec !== undefined) {
    throw validation(
      "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.",
    );
  }
  const spec = KeySpec ?? CustomerMasterKeySpec ?? ALGORITHM;
  if (spec !== ALGORITHM) throw unsupported(`The key spec ${spec}`);
  if (usage !== "ENCRYPT_DECRYPT") throw unsupported(`The key usage ${usage}`);
  if (Origin !== "AWS_KMS") throw unsupported(`The origin ${Origin} of a key`);
}
