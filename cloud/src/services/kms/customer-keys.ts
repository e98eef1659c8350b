import { AwsError } from "../../core/errors.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { CustomerKeys, KeyUse, SealingAction } from "../../core/ports/customer-keys.ts";
import { resourceTags } from "../../wire/tag-keys.ts";
import { decrypt, encrypt, keyIdOf } from "./keys/ciphertext.ts";
import { encryptionKeys } from "./keys/encryption-context.ts";
import { findKey, requireKey } from "./keys/lookup.ts";
import { arnOf, keyQuestion } from "./keys/questions.ts";
import { sealingKey } from "./keys/sealing.ts";
import { usableKey } from "./keys/use.ts";
import type { KmsContext } from "./shared/context.ts";
import { cipherKeyUnknown } from "./shared/errors.ts";

/** KMS-12: a service uses a key under the right of its caller, who is told to come by that service. */
export function createCustomerKeys(kms: KmsContext, authorization: Authorization): CustomerKeys {
  const assertMay = (use: KeyUse, action: SealingAction | "kms:Decrypt"): void => {
    const { caller, context } = use;
    const via = `${use.service}.${kms.scope.region}.amazonaws.com`;
    const question = keyQuestion(kms, caller, action, {
      keyId: use.keyId,
      byAlias: true,
      context: { ...encryptionKeys(context), "kms:ViaService": via, "aws:ViaAWSService": "true" },
      encryption: context,
    });
    const tags = kms.keys.find(question.resource.slice(question.resource.indexOf("/") + 1))?.tags;
    const decision = authorization.decide({
      ...question,
      caller,
      context: { ...resourceTags(tags), ...(question.context as object) },
    });
    if (decision.allowed) return;
    const refusal = new AwsError("AccessDeniedException", decision.message).because(decision.why);
    const sealed = Object.values(context).find((value) => value.startsWith("arn:"));
    throw refusal.knowing({ had: { ...refusal.why?.had, sealed } });
  };
  return {
    seal: (use, action, plain) => {
      assertMay(use, action);
      const operation = action.slice("kms:".length);
      const key = sealingKey(kms, { operation, keyId: use.keyId, algorithm: undefined });
      return { keyArn: arnOf(kms, key), ciphertext: encrypt(kms, key, { plain, context: use.context }) };
    },
    open: (use, ciphertext) => {
      const id = keyIdOf(ciphertext);
      // The blob says which key it is of, whatever was written down beside it.
      const found = findKey(kms, id);
      if (found === undefined) throw cipherKeyUnknown();
      assertMay({ ...use, keyId: id }, "kms:Decrypt");
      return decrypt(kms, usableKey(kms, id), { blob: ciphertext, context: use.context });
    },
    assertMayOpen: (use) => assertMay(use, "kms:Decrypt"),
    assertUsable: (keyId) => void sealingKey(kms, { operation: "Decrypt", keyId, algorithm: undefined }),
    arnOf: (keyId) => {
      try {
        return arnOf(kms, requireKey(kms, keyId, true));
      } catch (error) {
        if (error instanceof AwsError) return undefined;
        throw error;
      }
    },
  };
}
