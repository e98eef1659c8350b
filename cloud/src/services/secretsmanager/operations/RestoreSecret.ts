import type { RestoreSecretRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { requireSecret } from "../secrets/lookup.ts";
import { asksOn } from "../secrets/questions.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
export function RestoreSecret(context: SecretsContext): Operation<RestoreSecretRequest> {
  return {
    name: "RestoreSecret",
    authorize: asksOn(context, "RestoreSecret"),
    run: ({ SecretId }) => {
      const secret = requireSecret(context, SecretId);
      context.secrets.save({ ...secret, deletion: undefined });
      return namesOf(secret);
    },
  };
}
