import type { Caller } from "../../../core/caller.ts";
import { unsupported } from "../../../core/errors.ts";
import type { CreateKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import { defaultPolicy } from "../policies/default-policy.ts";
import { assertNoLockout } from "../policies/lockout.ts";
import { assertKeyPolicy } from "../policies/policy-document.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { type Key, type KeyKind, keyArn } from "../shared/key.ts";
import { ALGORITHM } from "../shared/known-keys.ts";
import { usagesOf } from "./specs.ts";
import { mergedTags } from "./tags.ts";

/**
 * A new key, without its material.
 * @throws AwsError UnsupportedOperationException, MalformedPolicyDocumentException, TagException
 */
export function newKey(kms: KmsContext, caller: Caller, input: CreateKeyRequest): Key {
  const kind = kindOf(input);
  const id = kms.randomness.uuid();
  const policy = input.Policy ?? defaultPolicy(kms.scope);
  if (input.Policy !== undefined) {
    assertKeyPolicy(kms, policy);
    if (input.BypassPolicyLockoutSafetyCheck !== true) {
      assertNoLockout(kms, caller, { arn: keyArn(kms.scope, id), policy, kind });
    }
  }
  return {
    id,
    ...kind,
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

/**
 * KMS-10: the spec is of this cloud and goes with the usage; others are refused by name.
 * @throws AwsError ValidationException, UnsupportedOperationException
 */
function kindOf(input: CreateKeyRequest): KeyKind {
  const { KeySpec, CustomerMasterKeySpec, Origin = "AWS_KMS" } = input;
  if (KeySpec !== undefined && CustomerMasterKeySpec !== undefined) {
    throw validation(
      "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.",
    );
  }
  const spec = KeySpec ?? CustomerMasterKeySpec ?? ALGORITHM;
  const usages = usagesOf(spec);
  if (usages === undefined) throw unsupported(`The key spec ${spec}`);
  if (Origin !== "AWS_KMS") throw unsupported(`The origin ${Origin} of a key`);
  const usage = input.KeyUsage ?? (spec === ALGORITHM ? "ENCRYPT_DECRYPT" : undefined);
  if (usage === undefined) {
    throw validation(
      "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    );
  }
  if (usage === "KEY_AGREEMENT" && spec.startsWith("ECC_")) throw unsupported(`The key usage ${usage}`);
  if (usages[usage] === undefined)
    throw validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  return { spec, usage };
}
