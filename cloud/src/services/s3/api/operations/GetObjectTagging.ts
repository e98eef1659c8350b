import type { S3Context } from "../../domain/context.ts";
import { onVersion } from "../authorization/questions.ts";
import { tagSet } from "../documents/tagging.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { taggingTarget } from "../requests/tagging.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const GetObjectTagging = (s3: S3Context): S3Operation => ({
  name: "GetObjectTagging",
  method: "GET",
  level: "object",
  subresource: "tagging",
  authorize: onVersion(s3, { latest: "s3:GetObjectTagging", version: "s3:GetObjectVersionTagging" }),
  run: (call, context) => {
    const { version, headers } = taggingTarget(context, { s3, call });
    return documentResponse("Tagging", tagSet(version.metadata.tags), headers);
  },
});
