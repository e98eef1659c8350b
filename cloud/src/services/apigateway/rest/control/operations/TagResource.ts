import { mapOf, TEXT_MAP } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";
import { taggedResource } from "../tagged.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export const TagResource: ManagementOperation = {
  name: "TagResource",
  method: "PUT",
  path: "/tags/{resourceArn}",
  status: 204,
  body: { tags: { ...TEXT_MAP, required: true } },
  run: (control, { path, input }) => {
    const resource = taggedResource(control, path("resourceArn"));
    resource.save({ ...resource.tags, ...mapOf<string>(input, "tags") });
    return undefined;
  },
};
