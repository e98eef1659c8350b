import type { S3Context } from "../../domain/context.ts";
import { onVersion } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { saveTags, taggingTarget } from "../requests/tagging.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const DeleteObjectTagging = (s3: S3Context): S3Operation => ({
  name: "DeleteObjectTagging",
  method: "DELETE",
  level: "object",
  subresource: "tagging",
  authorize: onVersion(s3, { latest: "s3:DeleteObjectTagging", version: "s3:DeleteObjectVersionTagging" }),
  run: (call, context) => {
    const { version, headers } = taggingTarget(context, { s3, call });
    saveTags({ s3, call }, version, { name: "ObjectTagging:Delete", tags: {} });
    return emptyResponse(204, headers);
  },
});
