import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Question } from "../../../wire/operation.ts";
import { findKey, requireKey } from "../keys/lookup.ts";
import { keyQuestion } from "../keys/questions.ts";
import { assertNotPending } from "../keys/states.ts";
import type { Alias } from "../shared/alias-store.ts";
import type { KmsContext } from "../shared/context.ts";
import { notFound, validation } from "../shared/errors.ts";
import { aliasArn, type Key } from "../shared/key.ts";
import { callerKeys } from "../shared/known-keys.ts";

/**
 * KMS-11: an alias is changed by who may do so with the alias, by identity policies, and with each key
 * it names or named, by the key's policy: aliases can decide who uses a key.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
export function aliasQuestions(
  kms: KmsContext,
  caller: Caller,
  action: `kms:${string}`,
  { name, keys }: { readonly name: string; readonly keys: readonly string[] },
): readonly Question[] {
  return [
    { action, resource: aliasArn(kms.scope, name), context: callerKeys(caller) },
    ...keys.map((keyId) => keyQuestion(kms, caller, action, { keyId })),
  ];
}

/** @throws AwsError ValidationException, NotAuthorizedException for AWS's own names */
export function assertAliasName(name: string): void {
  if (!name.startsWith("alias/")) {
    throw validation(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
    throw new AwsError(
      "InvalidAliasNameException",
      "Alias contains invalid characters. Alias names may only contain the characters a-z, A-Z, 0-9, /, _, and -.",
    );
  }
  if (name.startsWith("alias/aws/")) throw new AwsError("NotAuthorizedException", "");
}

/** @throws AwsError NotFoundException */
export function requireAlias(kms: KmsContext, name: string): Alias {
  const alias = kms.aliases.find(name);
  if (alias === undefined || findKey(kms, alias.keyId) === undefined) {
    throw notFound(`Alias ${aliasArn(kms.scope, name)} is not found.`);
  }
  return alias;
}

/** @throws AwsError AlreadyExistsException, and as the name and the key are refused */
export function newAlias(kms: KmsContext, name: string, keyId: string): Alias {
  assertAliasName(name);
  const key = targetKey(kms, keyId);
  const known = kms.aliases.find(name);
  if (known !== undefined && findKey(kms, known.keyId) !== undefined) {
    throw new AwsError(
      "AlreadyExistsException",
      `An alias with the name ${aliasArn(kms.scope, name)} already exists`,
    );
  }
  const now = kms.clock.now();
  return { name, keyId: key.id, createdAt: now, updatedAt: now };
}

/** @throws AwsError for keys of AWS, which have the one alias that is theirs */
function targetKey(kms: KmsContext, keyId: string): Key {
  const key = requireKey(kms, keyId);
  if (key.manager === "AWS") throw new AwsError("NotAuthorizedException", "");
  assertNotPending(kms, key);
  return key;
}

export function moveAlias(kms: KmsContext, name: string, keyId: string): void {
  assertAliasName(name);
  const alias = requireAlias(kms, name);
  kms.aliases.save({ ...alias, keyId: targetKey(kms, keyId).id, updatedAt: kms.clock.now() });
}
