import { regionalArn } from "../../../core/arns.ts";
import type { CreateKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation, Question } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { newKey } from "../keys/create.ts";
import { newMaterial } from "../keys/material.ts";
import { tagsByKey } from "../keys/tags.ts";
import { keyMetadata } from "../keys/views.ts";
import type { KmsContext } from "../shared/context.ts";
import { SYMMETRIC } from "../shared/key.ts";
import { callerKeys, specificationKeys } from "../shared/known-keys.ts";

/**
 * Who gives tags with a new key must be allowed to tag it, too.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export function CreateKey(kms: KmsContext): Operation<CreateKeyRequest> {
  return {
    name: "CreateKey",
    unsupportedMembers: ["CustomKeyStoreId", "MultiRegion", "XksKeyId"],
    authorize: (input, { caller, scope }): readonly Question[] => {
      const tags = requestTags(tagsByKey(input.Tags));
      const kind = specificationKeys({
        spec: input.KeySpec ?? input.CustomerMasterKeySpec ?? SYMMETRIC.spec,
        usage: input.KeyUsage ?? SYMMETRIC.usage,
      });
      const context = {
        ...callerKeys(caller),
        ...kind,
        ...(input.Origin === undefined ? {} : { "kms:KeyOrigin": input.Origin }),
        "kms:BypassPolicyLockoutSafetyCheck": String(input.BypassPolicyLockoutSafetyCheck ?? false),
        ...tags,
      };
      const asked: Question = { action: "kms:CreateKey", resource: "*", context };
      if (input.Tags === undefined || input.Tags.length === 0) return [asked];
      // Its id is not known yet.
      const resource = regionalArn(scope, "kms", "key/*");
      return [
        asked,
        {
          action: "kms:TagResource",
          resource,
          context: { ...callerKeys(caller), ...kind, ...tags },
        },
      ];
    },
    run: async (input, { caller }) => {
      const key = newKey(kms, caller, input);
      kms.keys.create(key, await newMaterial(kms, key.spec));
      return { KeyMetadata: keyMetadata(kms, key) };
    },
  };
}
