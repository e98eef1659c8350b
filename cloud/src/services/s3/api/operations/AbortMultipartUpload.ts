import type { S3Context } from "../../domain/context.ts";
import { abortUpload } from "../../domain/multipart/abort.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { uploadOf, uploadQuestion } from "../requests/upload.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const AbortMultipartUpload = (s3: S3Context): S3Operation => ({
  name: "AbortMultipartUpload",
  method: "DELETE",
  level: "object",
  subresource: "uploadId",
  authorize: (call) => [uploadQuestion({ s3, call }, "s3:AbortMultipartUpload")],
  run: (call) => {
    abortUpload(s3, uploadOf(s3, call));
    return emptyResponse(204);
  },
});
