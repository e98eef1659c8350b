import type { ListAliasesRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { listKeys, requireKey } from "../keys/lookup.ts";
import { pageOf } from "../keys/paging.ts";
import { onNoKey } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";
import { aliasArn } from "../shared/key.ts";

const PAGE = 50;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export function ListAliases(kms: KmsContext): Operation<ListAliasesRequest> {
  return {
    name: "ListAliases",
    authorize: onNoKey("kms:ListAliases"),
    run: (input) => {
      const { KeyId } = input;
      const kept = new Set(listKeys(kms).map(({ id }) => id));
      const only = KeyId === undefined ? undefined : requireKey(kms, KeyId).id;
      const found = kms.aliases
        .list()
        .filter(({ keyId }) => kept.has(keyId) && (only === undefined || keyId === only));
      const { items, rest } = pageOf(
        found,
        { operation: "ListAliases", input, size: PAGE },
        ({ name }) => name,
      );
      const Aliases = items.map(({ name, keyId, createdAt, updatedAt }) => ({
        AliasName: name,
        AliasArn: aliasArn(kms.scope, name),
        TargetKeyId: keyId,
        CreationDate: createdAt / 1_000,
        LastUpdatedDate: updatedAt / 1_000,
      }));
      return { Aliases, ...rest };
    },
  };
}
