import type { GetSecretValueRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { decrypted } from "../secrets/encryption.ts";
import { invalidRequest, valueNotFound } from "../secrets/errors.ts";
import { requireUsable } from "../secrets/lookup.ts";
import { asksOn } from "../secrets/questions.ts";
import { CURRENT, type Secret, type SecretVersion } from "../secrets/secret.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export function GetSecretValue(context: SecretsContext): Operation<GetSecretValueRequest> {
  return {
    name: "GetSecretValue",
    authorize: asksOn(context, "GetSecretValue", ({ VersionId, VersionStage }) => ({
      ...(VersionId === undefined ? {} : { "secretsmanager:VersionId": VersionId }),
      ...(VersionStage === undefined ? {} : { "secretsmanager:VersionStage": VersionStage }),
    })),
    run: (input, { caller }) => {
      const secret = requireUsable(context, input.SecretId);
      const version = versionOf(secret, input);
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

function versionOf(
  { versions }: Secret,
  { VersionId: id, VersionStage: stage }: GetSecretValueRequest,
): SecretVersion {
  if (id === undefined) {
    const wanted = stage ?? CURRENT;
    const staged = versions.find(({ stages }) => stages.includes(wanted));
    if (staged === undefined) throw valueNotFound(`staging label: ${wanted}`);
    return staged;
  }
  const version = versions.find((one) => one.id === id);
  if (version === undefined) throw valueNotFound(`VersionId: ${id}`);
  if (stage !== undefined && !version.stages.includes(stage)) {
    throw invalidRequest("You provided a VersionStage that is not associated to the provided VersionId.");
  }
  return version;
}
