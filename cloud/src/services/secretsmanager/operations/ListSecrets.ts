import type { ListSecretsRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { filterOf } from "../secrets/filters.ts";
import { findSecret } from "../secrets/lookup.ts";
import { pageOf } from "../secrets/paging.ts";
import type { Secret } from "../secrets/secret.ts";
import { described, stagesByVersion } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
export function ListSecrets(context: SecretsContext): Operation<ListSecretsRequest> {
  return {
    name: "ListSecrets",
    authorize: asks("secretsmanager:ListSecrets", anyResource),
    run: (input) => {
      const matches = filterOf(input.Filters ?? []);
      const found = context.secrets
        .list()
        .flatMap(({ name }) => findSecret(context, name) ?? [])
        .filter(({ deletion }) => deletion === undefined || input.IncludePlannedDeletion === true)
        .filter(matches);
      const { page, ...next } = pageOf(
        sorted(found, input),
        { operation: "ListSecrets", input },
        ({ arn }) => arn,
      );
      const SecretList = page.map((secret) => ({
        ...described(secret),
        SecretVersionsToStages: stagesByVersion(secret),
      }));
      return { SecretList, ...next };
    },
  };
}

/** By time of creation, unless another order is asked for. */
function sorted(secrets: readonly Secret[], { SortBy, SortOrder }: ListSecretsRequest): readonly Secret[] {
  const keyOf = ({ name, changedAt, createdAt }: Secret): string | number =>
    SortBy === "name" ? name : SortBy === "last-changed-date" ? changedAt : createdAt;
  const inOrder = [...secrets].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return SortOrder === "desc" ? inOrder.reverse() : inOrder;
}
