import type { CreateSecretRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { givenValue, tagsByKey } from "../secrets/input.ts";
import { newSecretArn } from "../secrets/lookup.ts";
import { createSecret } from "../secrets/manager.ts";
import { keyCondition } from "../secrets/questions.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export function CreateSecret(context: SecretsContext): Operation<CreateSecretRequest> {
  return {
    name: "CreateSecret",
    unsupportedMembers: [
      "AddReplicaRegions",
      "CrossAccountPrimaryARN",
      "ForceOverwriteReplicaSecret",
      "Type",
    ],
    authorize: ({ Name, Description, KmsKeyId, Tags }) => [
      {
        action: "secretsmanager:CreateSecret",
        resource: newSecretArn(context.scope, Name),
        context: {
          "secretsmanager:Name": Name,
          ...(Description === undefined ? {} : { "secretsmanager:Description": Description }),
          ...keyCondition(context, KmsKeyId),
          ...requestTags(tagsByKey(Tags)),
        },
      },
    ],
    run: (input, { caller }) => {
      const { secret, versionId } = createSecret(context, {
        name: input.Name,
        description: input.Description,
        keyId: input.KmsKeyId,
        tags: tagsByKey(input.Tags),
        value: givenValue(input),
        token: input.ClientRequestToken,
        caller,
      });
      return { ...namesOf(secret), ...(versionId === undefined ? {} : { VersionId: versionId }) };
    },
  };
}
