import { parseArn } from "../../../core/arns.ts";
import type { KmsContext } from "../shared/context.ts";
import { incorrectAccount, keyNotFound, notFound } from "../shared/errors.ts";
import { aliasArn, isKeyId, type Key, keyArn } from "../shared/key.ts";
import { ensureManagedKeys } from "./managed-keys.ts";

/** What a call names. */
export interface Located {
  readonly arn: string;
  /** Undefined when nothing has the ARN. */
  readonly key: Key | undefined;
  /** Name of the alias by which the call names the key. */
  readonly alias: string | undefined;
}

/** The key of an id; one whose time is over is deleted by whoever asks for it. */
export function findKey(kms: KmsContext, id: string): Key | undefined {
  const key = kms.keys.find(id);
  if (key?.deletionAt === undefined || kms.clock.now() < key.deletionAt) return key;
  kms.keys.delete(id);
  return undefined;
}

export function listKeys(kms: KmsContext): readonly Key[] {
  ensureManagedKeys(kms);
  return kms.keys.list().flatMap(({ id }) => findKey(kms, id) ?? []);
}

/**
 * KMS-3: the key that an id, an ARN, an alias or the ARN of an alias means.
 * @param byAlias whether the operation takes aliases: those that manage a key do not
 * @throws AwsError NotFoundException; AccessDeniedException for keys of other accounts
 */
export function locate(kms: KmsContext, text: string, byAlias: boolean): Located {
  if (text.startsWith("arn:")) return locateArn(kms, text, byAlias);
  if (text.startsWith("alias/")) return locateAlias(kms, text, byAlias);
  return locateId(kms, text);
}

function locateArn(kms: KmsContext, text: string, byAlias: boolean): Located {
  const arn = parseArn(text);
  if (arn === undefined || arn.partition !== "aws" || arn.service !== "kms") throw invalidArn(text);
  if (arn.region !== kms.scope.region) throw notFound(`Invalid arn ${arn.region}`);
  if (arn.accountId !== kms.scope.accountId) throw incorrectAccount(text);
  if (arn.resource.startsWith("key/")) return locateId(kms, arn.resource.slice("key/".length));
  if (arn.resource.startsWith("alias/")) return locateAlias(kms, arn.resource, byAlias);
  throw invalidArn(text);
}

function locateId(kms: KmsContext, id: string): Located {
  const arn = keyArn(kms.scope, id);
  // Keys of several regions are not made here, so none is there.
  if (/^mrk-[0-9a-f]{32}$/.test(id)) throw keyNotFound(arn);
  if (!isKeyId(id)) throw notFound(`Invalid keyId '${id}'`);
  return { arn, key: findKey(kms, id), alias: undefined };
}

function locateAlias(kms: KmsContext, alias: string, byAlias: boolean): Located {
  if (!byAlias) throw notFound(`Invalid keyId '${alias}'`);
  if (alias.startsWith("alias/aws/")) ensureManagedKeys(kms, [alias.slice("alias/aws/".length)]);
  const found = kms.aliases.find(alias);
  const key = found === undefined ? undefined : findKey(kms, found.keyId);
  if (key === undefined) throw notFound(`Alias ${aliasArn(kms.scope, alias)} is not found.`);
  return { arn: keyArn(kms.scope, key.id), key, alias };
}

function invalidArn(text: string) {
  return notFound(`Invalid arn ${text}`);
}

/** @throws AwsError NotFoundException */
export function requireKey(kms: KmsContext, text: string, byAlias = false): Key {
  const { arn, key } = locate(kms, text, byAlias);
  if (key === undefined) throw keyNotFound(arn);
  return key;
}
