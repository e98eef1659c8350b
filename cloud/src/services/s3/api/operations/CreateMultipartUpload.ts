import { ALPHANUMERIC, randomText } from "../../../../core/randomness.ts";
import { checksumChoice } from "../../domain/multipart/checksums.ts";
import { assertMayOnObject, encryptionHeaders, targetOf } from "../../domain/objects/store-object.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { assertKeyLength, metadataFromHeaders } from "../uploads/upload-request.ts";

const UPLOAD_ID_LENGTH = 128;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const CreateMultipartUpload: S3Operation = {
  name: "CreateMultipartUpload",
  method: "POST",
  level: "object",
  subresource: "uploads",
  run: (call, s3) => {
    const target = targetOf(call, s3);
    const { headers } = call.request;
    assertMayOnObject(call, "s3:PutObject", target);
    if (headers["x-amz-tagging"] !== undefined) assertMayOnObject(call, "s3:PutObjectTagging", target);
    assertKeyLength(target.key);
    const metadata = metadataFromHeaders(headers, target.bucket);
    const choice = checksumChoice(headers);
    const id = randomText(s3.randomness, UPLOAD_ID_LENGTH, ALPHANUMERIC);
    s3.uploads.create({
      id,
      bucket: target.bucket.name,
      key: target.key,
      startedAt: s3.clock.now(),
      settings: { metadata, ...choice },
    });
    return documentResponse(
      "InitiateMultipartUploadResult",
      { Bucket: target.bucket.name, Key: target.key, UploadId: id },
      {
        ...encryptionHeaders(metadata.encryption),
        ...(choice.algorithmGiven
          ? { "x-amz-checksum-algorithm": choice.algorithm, "x-amz-checksum-type": choice.checksumType }
          : {}),
      },
    );
  },
};
