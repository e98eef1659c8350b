import type { S3Context } from "../../domain/context.ts";
import { objectQuestion, targetOf } from "../authorization/questions.ts";
import { parseTagging } from "../documents/tagging.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { saveTags, taggingTarget } from "../requests/tagging.ts";
import { attempt, readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const PutObjectTagging = (s3: S3Context): S3Operation => ({
  name: "PutObjectTagging",
  method: "PUT",
  level: "object",
  subresource: "tagging",
  // Policies may depend on the tags in the document: the run asks, once it was read.
  authorize: (call) => {
    targetOf(s3, call);
    return [];
  },
  run: async (call, context) => {
    const tags = await attempt(async () => parseTagging(await readDocument(call, s3, "required"), "object"));
    const versionId = call.query.get("versionId");
    const about = { ...targetOf(s3, call), versionId, requestTags: tags.value ?? {} };
    const action = versionId === undefined ? "s3:PutObjectTagging" : "s3:PutObjectVersionTagging";
    context.assertAllowed(objectQuestion({ s3, call }, action, about));
    const { version, headers } = taggingTarget(context, { s3, call });
    saveTags({ s3, call }, version, { name: "ObjectTagging:Put", tags: tags.get() });
    return emptyResponse(200, headers);
  },
});
