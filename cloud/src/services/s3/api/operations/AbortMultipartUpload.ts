import { uploadTarget } from "../../domain/multipart/checksums.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const AbortMultipartUpload: S3Operation = {
  name: "AbortMultipartUpload",
  method: "DELETE",
  level: "object",
  subresource: "uploadId",
  run: (call, s3) => {
    const { upload } = uploadTarget(call, s3, "s3:AbortMultipartUpload");
    const freed = s3.database.transaction(() => {
      const blobs = s3.uploads.parts(upload.id).map(({ blob }) => blob);
      s3.uploads.remove(upload.id);
      s3.objects.dropBlobs(blobs);
      return blobs;
    });
    s3.blobs.remove(freed);
    return emptyResponse(204);
  },
};
