import type { Caller } from "../../../core/caller.ts";
import type { GetSecretValueRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { SecretsContext } from "./context.ts";
import { decrypted } from "./encryption.ts";
import { requireUsable, versionOf } from "./lookup.ts";
import { namesOf } from "./views.ts";

/**
 * A value as GetSecretValue answers it.
 * @throws AwsError ResourceNotFoundException, InvalidRequestException; as the key of the secret refuses
 */
export function secretValue(context: SecretsContext, caller: Caller, input: GetSecretValueRequest): object {
  const secret = requireUsable(context, input.SecretId);
  const version = versionOf(secret, { id: input.VersionId, stage: input.VersionStage });
  const { text, binary } = decrypted(context, caller, { secret, versionId: version.id });
  return {
    ...namesOf(secret),
    VersionId: version.id,
    ...(text === undefined ? { SecretBinary: binary } : { SecretString: text }),
    VersionStages: version.stages,
    CreatedDate: version.createdAt / 1_000,
  };
}
