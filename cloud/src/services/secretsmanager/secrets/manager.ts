import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { SecretsContext } from "./context.ts";
import { decrypted, encrypted } from "./encryption.ts";
import { invalidParameter, invalidRequest, secretExists } from "./errors.ts";
import { findSecret } from "./lookup.ts";
import {
  CURRENT,
  PREVIOUS,
  type Secret,
  type SecretValue,
  type SecretVersion,
  SUFFIX_LENGTH,
  secretArn,
} from "./secret.ts";

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const MAX_VALUE_BYTES = 65_536;
/** AWS keeps a hundred at most; what has a stage is never dropped. */
const KEPT_VERSIONS = 100;

export interface NewSecret {
  readonly name: string;
  readonly description: string | undefined;
  readonly keyId?: string | undefined;
  readonly tags: Tags;
  readonly value: SecretValue | undefined;
  /** Id of the first version; one is made when it is left out. */
  readonly token: string | undefined;
  /** Under whose right the value is encrypted. */
  readonly caller: Caller;
}

/** @throws AwsError InvalidParameterException, InvalidRequestException, ResourceExistsException */
export function createSecret(
  context: SecretsContext,
  given: NewSecret,
): { readonly secret: Secret; readonly versionId?: string } {
  const { name, value } = given;
  if (!/^[a-zA-Z0-9/_+=.@!-]+$/.test(name)) {
    throw invalidName();
  }
  assertValue(value);
  const known = findSecret(context, name);
  if (known?.deletion !== undefined) {
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  if (known !== undefined) throw secretExists(name);
  const now = context.clock.now();
  const secret: Secret = {
    name,
    arn: secretArn(context.scope, name, suffix(context)),
    description: given.description,
    keyId: given.keyId,
    tags: given.tags,
    createdAt: now,
    changedAt: now,
    deletion: undefined,
    versions: [],
  };
  if (value === undefined) {
    context.secrets.save(secret);
    return { secret };
  }
  return addVersion(context, secret, {
    value,
    token: given.token,
    stages: [CURRENT],
    caller: given.caller,
  });
}

function invalidName(): AwsError {
  return new AwsError(
    "ValidationException",
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
  );
}

export interface NewVersion {
  readonly value: SecretValue;
  readonly token: string | undefined;
  readonly stages: readonly string[];
  /** Under whose right the value is encrypted. */
  readonly caller: Caller;
}

/**
 * A stage moves from the version that has it; with AWSCURRENT, AWSPREVIOUS goes to the former one.
 * @throws AwsError ResourceExistsException for a token of another value
 */
export function addVersion(
  context: SecretsContext,
  secret: Secret,
  { value, token, stages, caller }: NewVersion,
): { readonly secret: Secret; readonly versionId: string } {
  assertValue(value);
  const versionId = token ?? context.randomness.uuid();
  const repeated = secret.versions.find(({ id }) => id === versionId);
  if (repeated !== undefined) {
    const known = decrypted(context, caller, { secret, versionId });
    if (known.text === value.text && known.binary === value.binary) return { secret, versionId };
    throw tokenInUse(versionId, secret);
  }
  const now = context.clock.now();
  const former = secret.versions.find((version) => version.stages.includes(CURRENT))?.id;
  const kept = secret.versions.map((version): SecretVersion => {
    const left = version.stages.filter((stage) => !stages.includes(stage));
    if (!stages.includes(CURRENT)) return { ...version, stages: left };
    const others = left.filter((stage) => stage !== PREVIOUS);
    return { ...version, stages: version.id === former ? [...others, PREVIOUS] : others };
  });
  const changed: Secret = {
    ...secret,
    changedAt: now,
    versions: bounded([...kept, { id: versionId, createdAt: now, stages }]),
  };
  const sealed = encrypted(context, caller, { secret, versionId, value });
  context.secrets.save(changed, { versionId, value: sealed });
  return { secret: changed, versionId };
}

/**
 * The secret under another key: its versions with a stage are encrypted anew, as AWS does it.
 * @throws AwsError when the caller may not use one of the keys
 */
export function changeKey(
  context: SecretsContext,
  secret: Secret,
  { caller, keyId }: { readonly caller: Caller; readonly keyId: string },
): Secret {
  const changed: Secret = { ...secret, keyId };
  const staged = secret.versions.filter(({ stages }) => stages.length > 0);
  const sealed = staged.map(({ id: versionId }) => {
    const value = decrypted(context, caller, { secret, versionId });
    return { versionId, value: encrypted(context, caller, { secret: changed, versionId, value }) };
  });
  for (const value of sealed) context.secrets.save(changed, value);
  return changed;
}

function tokenInUse(token: string, { arn }: Secret): AwsError {
  return new AwsError(
    "ResourceExistsException",
    `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${arn}.`,
  );
}

function bounded(versions: readonly SecretVersion[]): readonly SecretVersion[] {
  const surplus = versions.length - KEPT_VERSIONS;
  if (surplus <= 0) return versions;
  const dropped = new Set(versions.filter(({ stages }) => stages.length === 0).slice(0, surplus));
  return versions.filter((version) => !dropped.has(version));
}

function assertValue(value: SecretValue | undefined): void {
  const bytes = Buffer.byteLength(value?.text ?? "") + Buffer.from(value?.binary ?? "", "base64").length;
  if (bytes > MAX_VALUE_BYTES) {
    throw invalidParameter(`The secret value can't be longer than ${MAX_VALUE_BYTES} bytes.`);
  }
}

function suffix({ randomness }: SecretsContext): string {
  const one = (): string => ALPHANUMERIC[randomness.integer(ALPHANUMERIC.length)] ?? "";
  return Array.from({ length: SUFFIX_LENGTH }, one).join("");
}
