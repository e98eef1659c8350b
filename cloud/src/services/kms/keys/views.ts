import type { KmsContext } from "../shared/context.ts";
import { type Key, keyArn } from "../shared/key.ts";
import { ALGORITHM } from "../shared/known-keys.ts";
import { materialId } from "./managed-keys.ts";
import { algorithmsOf } from "./specs.ts";

const DAY_MS = 86_400_000;

/** KeyMetadata of CreateKey and DescribeKey. */
export function keyMetadata({ scope }: KmsContext, key: Key): object {
  return {
    AWSAccountId: scope.accountId,
    KeyId: key.id,
    Arn: keyArn(scope, key.id),
    CreationDate: key.createdAt / 1_000,
    Enabled: key.state === "Enabled",
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletionAt === undefined ? {} : { DeletionDate: key.deletionAt / 1_000 }),
    Origin: "AWS_KMS",
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    ...algorithmsOf(key),
    MultiRegion: false,
    ...(key.spec === ALGORITHM ? { CurrentKeyMaterialId: materialId(key) } : {}),
  };
}

/** What GetKeyRotationStatus says; nothing rotates while a key is about to be deleted. */
export function rotationStatus({ clock }: KmsContext, { id, state, rotation }: Key): object {
  if (rotation === undefined || state === "PendingDeletion") return { KeyId: id, KeyRotationEnabled: false };
  const period = rotation.periodDays * DAY_MS;
  const passed = Math.floor((clock.now() - rotation.since) / period);
  return {
    KeyId: id,
    KeyRotationEnabled: true,
    RotationPeriodInDays: rotation.periodDays,
    NextRotationDate: (rotation.since + (passed + 1) * period) / 1_000,
  };
}
