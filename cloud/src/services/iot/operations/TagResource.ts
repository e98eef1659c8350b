import type { TagResourceRequest } from "../../../wire/models/generated/iot.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { RulesContext } from "../rules/context.ts";
import { changeRule } from "../rules/manager.ts";
import { ownTags, taggedRule } from "../rules/tags.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_TagResource.html */
export const TagResource = (context: RulesContext): Operation<TagResourceRequest> => ({
  name: "TagResource",
  http: { method: "POST", uri: "/tags" },
  input: {
    resourceArn: { type: "string", required: true },
    tags: {
      type: "list",
      required: true,
      items: {
        type: "structure",
        members: { Key: { type: "string", required: true }, Value: { type: "string" } },
      },
    },
  },
  authorize: ({ resourceArn, tags }) => [
    { action: "iot:TagResource", resource: resourceArn, context: requestTags(byKey(tags)) },
  ],
  run: ({ resourceArn, tags }) => {
    const { name, tags: had } = taggedRule(context, resourceArn);
    changeRule(context, name, { tags: { ...had, ...ownTags(byKey(tags)) } });
    return {};
  },
});

const byKey = (tags: TagResourceRequest["tags"]): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value = "" }) => [Key, Value]));
