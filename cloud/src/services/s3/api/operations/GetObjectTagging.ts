import { tagSet } from "../../domain/objects/tags.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { taggingTarget } from "../requests/tagging-target.ts";

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
