import type { ListTagsForResourceRequest } from "../../../wire/models/generated/iot.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { RulesContext } from "../rules/context.ts";
import { taggedRule } from "../rules/tags.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_ListTagsForResource.html */
export const ListTagsForResource = (context: RulesContext): Operation<ListTagsForResourceRequest> => ({
  name: "ListTagsForResource",
  http: {
    method: "GET",
    uri: "/tags",
    members: { resourceArn: ["query", "resourceArn"], nextToken: ["query", "nextToken"] },
  },
  input: { resourceArn: { type: "string", required: true }, nextToken: { type: "string" } },
  authorize: ({ resourceArn }) => [{ action: "iot:ListTagsForResource", resource: resourceArn }],
  run: ({ resourceArn }) => ({
    tags: Object.entries(taggedRule(context, resourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
});
