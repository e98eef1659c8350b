import type { AddTagsToResourceRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { SsmContext } from "../parameters/context.ts";
import { tagsByKey } from "../parameters/input.ts";
import { asksOn } from "../parameters/questions.ts";
import { taggedName, taggedParameter } from "../parameters/tagging.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export function AddTagsToResource(ssm: SsmContext): Operation<AddTagsToResourceRequest> {
  return {
    name: "AddTagsToResource",
    authorize: asksOn<AddTagsToResourceRequest>(ssm, "AddTagsToResource", taggedName, ({ Tags }) =>
      requestTags(tagsByKey(Tags)),
    ),
    run: (input) => {
      const { name, tags } = taggedParameter(ssm, input);
      ssm.parameters.saveTags(name, { ...tags, ...tagsByKey(input.Tags) });
      return {};
    },
  };
}
