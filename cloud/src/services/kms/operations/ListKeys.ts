import type { ListKeysRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { listKeys } from "../keys/lookup.ts";
import { pageOf } from "../keys/paging.ts";
import { arnOf, onNoKey } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
export function ListKeys(kms: KmsContext): Operation<ListKeysRequest> {
  return {
    name: "ListKeys",
    unsupportedMembers: ["ResourceOwners"],
    authorize: onNoKey("kms:ListKeys"),
    run: (input) => {
      const { items, rest } = pageOf(listKeys(kms), { operation: "ListKeys", input }, ({ id }) => id);
      return { Keys: items.map((key) => ({ KeyId: key.id, KeyArn: arnOf(kms, key) })), ...rest };
    },
  };
}
