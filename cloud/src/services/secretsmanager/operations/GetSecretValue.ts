import type { GetSecretValueRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { decrypted } from "../secrets/encryption.ts";
import { requireUsable, versionOf } from "../secrets/lookup.ts";
import { readingQuestion } from "../secrets/questions.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export function GetSecretValue(context: SecretsContext): Operation<GetSecretValueRequest> {
  return {
    name: "GetSecretValue",
    authorize: (input) => [readingQuestion(context, input)],
    run: (input, { caller }) => {
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
    },
  };
}
