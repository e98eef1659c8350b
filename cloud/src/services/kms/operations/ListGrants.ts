import type { ListGrantsRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { grantView } from "../grants/manager.ts";
import { requireKey } from "../keys/lookup.ts";
import { pageOf } from "../keys/paging.ts";
import { onKey } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";

const PAGE = 50;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
export function ListGrants(kms: KmsContext): Operation<ListGrantsRequest> {
  return {
    name: "ListGrants",
    unsupportedMembers: ["GranteeServicePrincipal"],
    authorize: onKey(kms, "kms:ListGrants"),
    run: (input) => {
      const { KeyId, GrantId, GranteePrincipal } = input;
      const key = requireKey(kms, KeyId);
      const found = kms.grants
        .ofKey(key.id)
        .filter(({ id }) => GrantId === undefined || id === GrantId)
        .filter(({ grantee }) => GranteePrincipal === undefined || grantee === GranteePrincipal);
      const { items, rest } = pageOf(found, { operation: "ListGrants", input, size: PAGE }, ({ id }) => id);
      return { Grants: items.map((grant) => grantView(kms, key, grant)), ...rest };
    },
  };
}
