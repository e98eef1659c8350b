import type { PutSecretValueRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { invalidRequest } from "../secrets/errors.ts";
import { givenValue } from "../secrets/input.ts";
import { requireUsable } from "../secrets/lookup.ts";
import { addVersion } from "../secrets/manager.ts";
import { asksOn } from "../secrets/questions.ts";
import { CURRENT } from "../secrets/secret.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export function PutSecretValue(context: SecretsContext): Operation<PutSecretValueRequest> {
  return {
    name: "PutSecretValue",
    unsupportedMembers: ["RotationToken"],
    authorize: asksOn(context, "PutSecretValue"),
    run: (input, { caller }) => {
      const value = givenValue(input);
      if (value === undefined) throw invalidRequest("You must provide either SecretString or SecretBinary.");
      const { secret, versionId } = addVersion(context, requireUsable(context, input.SecretId), {
        value,
        token: input.ClientRequestToken,
        stages: input.VersionStages ?? [CURRENT],
        caller,
      });
      const stages = secret.versions.find(({ id }) => id === versionId)?.stages ?? [];
      return { ...namesOf(secret), VersionId: versionId, VersionStages: stages };
    },
  };
}
