import type { ManagementOperation } from "../operation.ts";
import { taggedResource } from "../tagged.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export const UntagResource: ManagementOperation = {
  name: "UntagResource",
  method: "DELETE",
  path: "/tags/{resourceArn}",
  status: 204,
  body: "none",
  run: (control, { path, query }) => {
    const resource = taggedResource(control, path("resourceArn"));
    const gone = new Set(query.getAll("tagKeys"));
    resource.save(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !gone.has(key))));
    return undefined;
  },
};
