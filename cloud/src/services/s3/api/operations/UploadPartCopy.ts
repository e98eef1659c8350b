import { uploadTarget } from "../../domain/multipart/checksums.ts";
import { storePart } from "../../domain/multipart/parts.ts";
import type { ByteRange } from "../../domain/objects/blobs.ts";
import { encryptionHeaders } from "../../domain/objects/store-object.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse, isoTime } from "../http/responses.ts";
import { copyBody, findSource } from "../requests/copy-source.ts";
import { partNumberOf } from "../requests/part-number.ts";

/** Routed by UploadPart. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const UploadPartCopy: S3Operation = {
  name: "UploadPartCopy",
  method: "PUT",
  level: "object",
  subresource: "uploadId",
  run: async (call, s3) => {
    const { upload } = uploadTarget(call, s3, "s3:PutObject");
    const number = partNumberOf(call);
    const source = findSource(call, s3);
    const range = copyRange(call.request.headers["x-amz-copy-source-range"], source.version.size);
    const { algorithm } = upload.settings;
    const body = await copyBody(s3, source, { range, algorithm, inlineLimit: -1 });
    const part = await storePart(s3, { upload, number, body });
    return documentResponse(
      "CopyPartResult",
      { LastModified: isoTime(part.uploadedAt), ETag: `"${part.etag}"` },
      encryptionHeaders(upload.settings.metadata.encryption),
    );
  },
};

function copyRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const range = { start: Number(match?.[1]), end: Number(match?.[2]) };
  if (match === null || range.end < range.start) {
    throw s3Errors.invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      "x-amz-copy-source-range",
      header,
    );
  }
  if (range.end >= size) {
    throw s3Errors.invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      "x-amz-copy-source-range",
      header,
    );
  }
  return range;
}
