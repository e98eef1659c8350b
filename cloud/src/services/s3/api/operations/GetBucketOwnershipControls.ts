import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const GetBucketOwnershipControls = (s3: S3Context): S3Operation => ({
  name: "GetBucketOwnershipControls",
  method: "GET",
  level: "bucket",
  subresource: "ownershipControls",
  authorize: onBucket(s3, "s3:GetBucketOwnershipControls"),
  run: (call) => {
    const { name, ownership } = bucketOf(s3, call);
    if (ownership === undefined) throw s3Errors.noSuchOwnershipControls(name);
    return documentResponse("OwnershipControls", { Rule: { ObjectOwnership: ownership } });
  },
});
