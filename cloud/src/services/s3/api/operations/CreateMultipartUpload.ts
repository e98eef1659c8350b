import { ALPHANUMERIC, randomText } from "../../../../core/randomness.ts";
import type { S3Context } from "../../domain/context.ts";
import { checksumChoice } from "../../domain/multipart/checksums.ts";
import { assertKeyLength } from "../../domain/objects/store-object.ts";
import { UPLOAD_ID_LENGTH } from "../../domain/shared/constants.ts";
import { UPLOAD_ATTRIBUTES } from "../authorization/condition-keys.ts";
import { headerQuestions, objectQuestion, targetOf } from "../authorization/questions.ts";
import type { Headers, S3Operation } from "../http/call.ts";
import { encryptionHeaders } from "../http/object-headers.ts";
import { documentResponse } from "../http/responses.ts";
import { underKey } from "../requests/under-key.ts";
import { metadataFromHeaders } from "../uploads/object-metadata.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const CreateMultipartUpload = (s3: S3Context): S3Operation => ({
  name: "CreateMultipartUpload",
  method: "POST",
  level: "object",
  subresource: "uploads",
  authorize: (call) => {
    const target = targetOf(s3, call);
    return [objectQuestion({ s3, call }, "s3:PutObject", target), ...headerQuestions({ s3, call }, target)];
  },
  run: (call) => {
    const { bucket, key } = targetOf(s3, call);
    const { headers } = call.request;
    assertKeyLength(key);
    const given = metadataFromHeaders(headers, bucket);
    const choice = checksumChoice(headers["x-amz-checksum-algorithm"], headers["x-amz-checksum-type"]);
    const metadata = underKey({ s3, call }, { bucket: bucket.name, key }, given);
    const id = randomText(s3.randomness, UPLOAD_ID_LENGTH, ALPHANUMERIC);
    s3.uploads.create({
      id,
      bucket: bucket.name,
      key,
      startedAt: s3.clock.now(),
      settings: { metadata, ...choice, requested: requestedAttributes(headers) },
    });
    return documentResponse(
      "InitiateMultipartUploadResult",
      { Bucket: bucket.name, Key: key, UploadId: id },
      {
        ...encryptionHeaders(metadata.encryption),
        ...(choice.algorithmGiven
          ? { "x-amz-checksum-algorithm": choice.algorithm, "x-amz-checksum-type": choice.checksumType }
          : {}),
      },
    );
  },
});

/** What the parts are later asked about. */
function requestedAttributes(headers: Headers): Record<string, string> {
  const requested: Record<string, string> = {};
  for (const name of UPLOAD_ATTRIBUTES) {
    const value = headers[name];
    if (value !== undefined) requested[name] = value;
  }
  return requested;
}
