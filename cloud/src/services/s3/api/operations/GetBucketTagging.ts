import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import { tagSet } from "../documents/tagging.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const GetBucketTagging = (s3: S3Context): S3Operation => ({
  name: "GetBucketTagging",
  method: "GET",
  level: "bucket",
  subresource: "tagging",
  authorize: onBucket(s3, "s3:GetBucketTagging"),
  run: (call) => {
    const { name, tags } = bucketOf(s3, call);
    if (Object.keys(tags).length === 0) throw s3Errors.noSuchTagSet(name);
    return documentResponse("Tagging", tagSet(tags));
  },
});
