import { parseTagging } from "../../domain/objects/tags.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { saveTags, taggingTarget } from "../requests/tagging-target.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const PutObjectTagging: S3Operation = {
  name: "PutObjectTagging",
  method: "PUT",
  level: "object",
  subresource: "tagging",
  run: async (call, s3) => {
    taggingTarget(call, s3, "Put");
    const tags = parseTagging(await readDocument(call, s3, "required"), "object");
    // Found again: the object may have changed while the document was read.
    const { version, headers } = taggingTarget(call, s3, "Put");
    saveTags(s3, version, tags);
    return emptyResponse(200, headers);
  },
};
