import type { UpdateSecretRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { givenValue } from "../secrets/input.ts";
import { requireUsable } from "../secrets/lookup.ts";
import { addVersion } from "../secrets/manager.ts";
import { asksOn } from "../secrets/questions.ts";
import { CURRENT } from "../secrets/secret.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export function UpdateSecret(context: SecretsContext): Operation<UpdateSecretRequest> {
  return {
    name: "UpdateSecret",
    unsupportedMembers: ["KmsKeyId", "Type"],
    authorize: asksOn(context, "UpdateSecret", ({ Description }) =>
      Description === undefined ? {} : { "secretsmanager:Description": Description },
    ),
    run: (input) => {
      const value = givenValue(input);
      const before = requireUsable(context, input.SecretId);
      const described = {
        ...before,
        description: input.Description ?? before.description,
        changedAt: context.clock.now(),
      };
      if (value === undefined) {
        context.secrets.save(described);
        return namesOf(described);
      }
      const { secret, versionId } = addVersion(context, described, {
        value,
        token: input.ClientRequestToken,
        stages: [CURRENT],
      });
      return { ...namesOf(secret), VersionId: versionId };
    },
  };
}
