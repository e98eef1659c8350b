import type { Caller } from "../../../core/caller.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import type { KmsContext } from "../shared/context.ts";
import { type Key, keyArn } from "../shared/key.ts";
import { callerKeys, specificationKeys } from "../shared/known-keys.ts";
import type { EncryptionContext } from "./encryption-context.ts";
import { policyWithGrants } from "./granted.ts";
import { locate } from "./lookup.ts";

export interface Asked {
  /** As the call names it. */
  readonly keyId: string;
  /** Whether the operation takes aliases. */
  readonly byAlias?: boolean;
  readonly context?: ConditionContext;
  /** Of operations that encrypt or decrypt: constraints of grants are about it. */
  readonly encryption?: EncryptionContext | undefined;
  /** The grant that is to be retired. */
  readonly grantId?: string | undefined;
}

/**
 * KMS-2: the key's own policy has to allow it, or to let the account in, before policies of the caller
 * count. Of a key that is not there, the caller's policies decide whether that is told.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function keyQuestion(
  kms: KmsContext,
  caller: Caller,
  action: `kms:${string}`,
  { keyId, byAlias = false, context = {}, encryption, grantId }: Asked,
): Question {
  const { arn, key, alias } = locate(kms, keyId, byAlias);
  const own = { ...callerKeys(caller), ...(alias === undefined ? {} : { "kms:RequestAlias": alias }) };
  if (key === undefined) return { action, resource: arn, context: { ...own, ...context } };
  return {
    action,
    resource: arn,
    trust: true,
    resourcePolicy: policyWithGrants(kms, key, { action, encryption, grantId }),
    context: { ...own, ...keyProperties(kms, key), ...context },
  };
}

function keyProperties(kms: KmsContext, key: Key): ConditionContext {
  const aliases = kms.aliases.list().flatMap(({ keyId, name }) => (keyId === key.id ? [name] : []));
  return { ...specificationKeys(key), ...(aliases.length === 0 ? {} : { "kms:ResourceAliases": aliases }) };
}

/** The one question of most operations: on the key that the input names by its id or ARN. */
export function onKey<Input extends { readonly KeyId: string }>(
  kms: KmsContext,
  action: `kms:${string}`,
  more?: (input: NoInfer<Input>) => ConditionContext,
): (input: Input, asker: Asker) => readonly Question[] {
  return (input, { caller }) => [
    keyQuestion(kms, caller, action, { keyId: input.KeyId, context: more?.(input) ?? {} }),
  ];
}

/** For the operations that name no key: `*`. */
export function onNoKey<Input>(
  action: `kms:${string}`,
  more?: (input: NoInfer<Input>) => ConditionContext,
): (input: Input, asker: Asker) => readonly Question[] {
  return (input, { caller }) => [
    { action, resource: "*", context: { ...callerKeys(caller), ...more?.(input) } },
  ];
}

export function arnOf({ scope }: KmsContext, { id }: Key): string {
  return keyArn(scope, id);
}
