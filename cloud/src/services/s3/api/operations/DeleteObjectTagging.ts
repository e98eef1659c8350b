import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { saveTags, taggingTarget } from "../requests/tagging-target.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const DeleteObjectTagging: S3Operation = {
  name: "DeleteObjectTagging",
  method: "DELETE",
  level: "object",
  subresource: "tagging",
  run: (call, s3) => {
    const { version, headers } = taggingTarget(call, s3, "Delete");
    saveTags(s3, version, {});
    return emptyResponse(204, headers);
  },
};
