import type { ListTagsForResourceRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SsmContext } from "../parameters/context.ts";
import { asksOn } from "../parameters/questions.ts";
import { taggedName, taggedParameter } from "../parameters/tagging.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export function ListTagsForResource(ssm: SsmContext): Operation<ListTagsForResourceRequest> {
  return {
    name: "ListTagsForResource",
    authorize: asksOn(ssm, "ListTagsForResource", taggedName),
    run: (input) => {
      const { tags } = taggedParameter(ssm, input);
      return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
