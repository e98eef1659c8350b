import type { ListResourceTagsRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { pageOf } from "../keys/paging.ts";
import { onKey } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";

const PAGE = 50;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
export function ListResourceTags(kms: KmsContext): Operation<ListResourceTagsRequest> {
  return {
    name: "ListResourceTags",
    authorize: onKey(kms, "kms:ListResourceTags"),
    run: (input) => {
      const { KeyId } = input;
      const tags = Object.entries(requireKey(kms, KeyId).tags);
      const { items, rest } = pageOf(
        tags,
        { operation: "ListResourceTags", input, size: PAGE },
        ([name]) => name,
      );
      return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...rest };
    },
  };
}
