import type { ListSecretVersionIdsRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { requireSecret } from "../secrets/lookup.ts";
import { pageOf } from "../secrets/paging.ts";
import { asksOn } from "../secrets/questions.ts";
import { namesOf } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
export function ListSecretVersionIds(context: SecretsContext): Operation<ListSecretVersionIdsRequest> {
  return {
    name: "ListSecretVersionIds",
    authorize: asksOn(context, "ListSecretVersionIds"),
    run: (input) => {
      const secret = requireSecret(context, input.SecretId);
      const shown = secret.versions.filter(
        ({ stages }) => input.IncludeDeprecated === true || stages.length > 0,
      );
      const { page, ...next } = pageOf(shown, { operation: "ListSecretVersionIds", input }, ({ id }) => id);
      const Versions = page.map(({ id, createdAt, stages }) => ({
        VersionId: id,
        VersionStages: stages,
        CreatedDate: createdAt / 1_000,
      }));
      return { ...namesOf(secret), Versions, ...next };
    },
  };
}
