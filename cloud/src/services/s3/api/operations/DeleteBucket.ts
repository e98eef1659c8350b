import type { S3Context } from "../../domain/context.ts";
import { deleteBucket } from "../../domain/delete-bucket.ts";
import { onBucket } from "../authorization/questions.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const DeleteBucket = (s3: S3Context): S3Operation => ({
  name: "DeleteBucket",
  method: "DELETE",
  level: "bucket",
  authorize: onBucket(s3, "s3:DeleteBucket"),
  run: (call) => {
    deleteBucket(s3, bucketNameOf(call));
    return emptyResponse(204);
  },
});
