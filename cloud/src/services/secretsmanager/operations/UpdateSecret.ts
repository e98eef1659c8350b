import type { UpdateSecretRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { givenValue } from "../secrets/input.ts";
import { requireUsable } from "../secrets/lookup.ts";
import { addVersion, changeKey } from "../secrets/manager.ts";
import { asksOn, keyCondition } from "../secrets/questions.ts";
import { CURRENT, type Secret } from "../secrets/secret.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export function UpdateSecret(context: SecretsContext): Operation<UpdateSecretRequest> {
  return {
    name: "UpdateSecret",
    unsupportedMembers: ["Type"],
    authorize: asksOn(context, "UpdateSecret", ({ Description, KmsKeyId }) => ({
      ...(Description === undefined ? {} : { "secretsmanager:Description": Description }),
      ...keyCondition(context, KmsKeyId),
    })),
    run: (input, { caller }) => {
      const value = givenValue(input);
      const before = requireUsable(context, input.SecretId);
      const described: Secret = {
        ...before,
        description: input.Description ?? before.description,
        changedAt: context.clock.now(),
      };
      const { KmsKeyId: keyId } = input;
      const keyed = keyId === undefined ? described : changeKey(context, described, { caller, keyId });
      if (value === undefined) {
        context.secrets.save(keyed);
        return namesOf(keyed);
      }
      const { secret, versionId } = addVersion(context, keyed, {
        value,
        token: input.ClientRequestToken,
        stages: [CURRENT],
        caller,
      });
      return { ...namesOf(secret), VersionId: versionId };
    },
  };
}
