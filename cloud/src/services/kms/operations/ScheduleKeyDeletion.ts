import type { ScheduleKeyDeletionRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { scheduleDeletion } from "../keys/deletion.ts";
import { requireKey } from "../keys/lookup.ts";
import { arnOf, onKey } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";

const DEFAULT_DAYS = 30;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export function ScheduleKeyDeletion(kms: KmsContext): Operation<ScheduleKeyDeletionRequest> {
  return {
    name: "ScheduleKeyDeletion",
    authorize: onKey(kms, "kms:ScheduleKeyDeletion", ({ PendingWindowInDays: days }) => ({
      "kms:ScheduleKeyDeletionPendingWindowInDays": String(days ?? DEFAULT_DAYS),
    })),
    run: ({ KeyId, PendingWindowInDays: days = DEFAULT_DAYS }) => {
      const key = scheduleDeletion(kms, requireKey(kms, KeyId), days);
      return {
        KeyId: arnOf(kms, key),
        DeletionDate: (key.deletionAt ?? 0) / 1_000,
        KeyState: key.state,
        PendingWindowInDays: days,
      };
    },
  };
}
