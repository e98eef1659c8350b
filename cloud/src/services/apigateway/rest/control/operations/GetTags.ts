import type { ManagementOperation } from "../operation.ts";
import { taggedResource } from "../tagged.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export const GetTags: ManagementOperation = {
  name: "GetTags",
  method: "GET",
  path: "/tags/{resourceArn}",
  status: 200,
  body: "none",
  run: (control, { path }) => ({ tags: taggedResource(control, path("resourceArn")).tags }),
};
