import type { UntagResourceRequest } from "../../../wire/models/generated/iot.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import type { RulesContext } from "../rules/context.ts";
import { changeRule } from "../rules/manager.ts";
import { taggedRule } from "../rules/tags.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_UntagResource.html */
export const UntagResource = (context: RulesContext): Operation<UntagResourceRequest> => ({
  name: "UntagResource",
  http: { method: "POST", uri: "/untag" },
  input: {
    resourceArn: { type: "string", required: true },
    tagKeys: { type: "list", required: true, items: { type: "string" } },
  },
  authorize: ({ resourceArn, tagKeys: keys }) => [
    { action: "iot:UntagResource", resource: resourceArn, context: tagKeys(keys) },
  ],
  run: ({ resourceArn, tagKeys: keys }) => {
    const { name, tags: had } = taggedRule(context, resourceArn);
    const tags = Object.fromEntries(Object.entries(had).filter(([key]) => !keys.includes(key)));
    changeRule(context, name, { tags });
    return {};
  },
});
