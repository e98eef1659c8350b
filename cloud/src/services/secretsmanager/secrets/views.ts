import { DEFAULT_KEY } from "./encryption.ts";
import type { Secret } from "./secret.ts";

/** Name and ARN, as most answers begin. */
export function namesOf({ arn, name }: Secret): { readonly ARN: string; readonly Name: string } {
  return { ARN: arn, Name: name };
}

/** Stages by version; versions without any are left out. */
export function stagesByVersion({ versions }: Secret): Record<string, readonly string[]> {
  return Object.fromEntries(
    versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]),
  );
}

/** What DescribeSecret and ListSecrets have in common. */
export function described(secret: Secret): object {
  return {
    ...namesOf(secret),
    ...(secret.description === undefined ? {} : { Description: secret.description }),
    ...(secret.keyId === undefined || secret.keyId === DEFAULT_KEY ? {} : { KmsKeyId: secret.keyId }),
    LastChangedDate: secret.changedAt / 1_000,
    ...(secret.deletion === undefined ? {} : { DeletedDate: secret.deletion.askedAt / 1_000 }),
    Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
    CreatedDate: secret.createdAt / 1_000,
  };
}
