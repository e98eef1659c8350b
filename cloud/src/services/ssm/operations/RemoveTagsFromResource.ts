import type { RemoveTagsFromResourceRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import type { SsmContext } from "../parameters/context.ts";
import { asksOn } from "../parameters/questions.ts";
import { taggedName, taggedParameter } from "../parameters/tagging.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export function RemoveTagsFromResource(ssm: SsmContext): Operation<RemoveTagsFromResourceRequest> {
  return {
    name: "RemoveTagsFromResource",
    authorize: asksOn<RemoveTagsFromResourceRequest>(
      ssm,
      "RemoveTagsFromResource",
      taggedName,
      ({ TagKeys }) => tagKeys(TagKeys),
    ),
    run: (input) => {
      const { name, tags } = taggedParameter(ssm, input);
      const kept = Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key));
      ssm.parameters.saveTags(name, Object.fromEntries(kept));
      return {};
    },
  };
}
