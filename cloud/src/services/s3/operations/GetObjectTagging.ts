import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { tagSet } from "../objects/tags.ts";
import { taggingTarget } from "./tagging-target.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const GetObjectTagging: S3Operation = {
  name: "GetObjectTagging",
  method: "GET",
  level: "object",
  subresource: "tagging",
  run: (call, s3) => {
    const { version, headers } = taggingTarget(call, s3, "Get");
    return documentResponse("Tagging", tagSet(version.metadata.tags), headers);
  },
};
