import type { DeleteSecretRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { invalidParameter } from "../secrets/errors.ts";
import { requireSecret } from "../secrets/lookup.ts";
import { asksOn } from "../secrets/questions.ts";
import { namesOf } from "../secrets/views.ts";

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export function DeleteSecret(context: SecretsContext): Operation<DeleteSecretRequest> {
  return {
    name: "DeleteSecret",
    authorize: asksOn(context, "DeleteSecret", ({ ForceDeleteWithoutRecovery, RecoveryWindowInDays }) => ({
      ...(ForceDeleteWithoutRecovery === undefined
        ? {}
        : { "secretsmanager:ForceDeleteWithoutRecovery": String(ForceDeleteWithoutRecovery) }),
      ...(RecoveryWindowInDays === undefined
        ? {}
        : { "secretsmanager:RecoveryWindowInDays": String(RecoveryWindowInDays) }),
    })),
    run: ({ SecretId, ForceDeleteWithoutRecovery: force = false, RecoveryWindowInDays: days }) => {
      if (force && days !== undefined) {
        throw invalidParameter(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        );
      }
      if (days !== undefined && (days < 7 || days > 30)) {
        throw invalidParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
      }
      const secret = requireSecret(context, SecretId);
      const askedAt = context.clock.now();
      const at = askedAt + (force ? 0 : (days ?? DEFAULT_DAYS) * DAY_MS);
      if (force) context.secrets.delete(secret.name);
      else context.secrets.save({ ...secret, deletion: { askedAt, at } });
      return { ...namesOf(secret), DeletionDate: at / 1_000 };
    },
  };
}
