import type { S3Context } from "../../domain/context.ts";
import { storePart } from "../../domain/multipart/parts.ts";
import type { ByteRange } from "../../domain/objects/blobs.ts";
import { checksumRow } from "../../domain/objects/checksums.ts";
import { copyBody } from "../../domain/objects/copy.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";
import { encryptionHeaders } from "../http/object-headers.ts";
import { documentResponse, isoTime } from "../http/responses.ts";
import { copySourceOf, sourceQuestion, sourceVersion } from "../requests/copy-source.ts";
import { partNumberOf } from "../requests/part-number.ts";
import { assertMayDecrypt } from "../requests/under-key.ts";
import { uploadOf, uploadQuestion } from "../requests/upload.ts";

/** Shares method and path with UploadPart. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const UploadPartCopy = (s3: S3Context): S3Operation => ({
  name: "UploadPartCopy",
  method: "PUT",
  level: "object",
  subresource: "uploadId",
  isCopy: true,
  *authorize(call) {
    yield uploadQuestion({ s3, call }, "s3:PutObject");
    uploadOf(s3, call);
    partNumberOf(call);
    yield sourceQuestion({ s3, call }, copySourceOf({ s3, call }));
  },
  run: async (call, context) => {
    const upload = uploadOf(s3, call);
    const number = partNumberOf(call);
    const source = sourceVersion(context, { s3, call }, copySourceOf({ s3, call }));
    const range = copyRange(call.request.headers["x-amz-copy-source-range"], source.size);
    const { algorithm, algorithmGiven } = upload.settings;
    assertMayDecrypt({ s3, call }, source, source.metadata.encryption);
    assertMayDecrypt({ s3, call }, upload, upload.settings.metadata.encryption);
    const body = await copyBody(s3, source, { range, algorithm, inlineLimit: -1 });
    const part = await storePart(s3, { upload, number, body });
    return documentResponse(
      "CopyPartResult",
      {
        LastModified: isoTime(part.uploadedAt),
        ETag: `"${part.etag}"`,
        // The completion has to repeat it.
        [checksumRow(algorithm).element]: algorithmGiven ? part.checksum : undefined,
      },
      encryptionHeaders(upload.settings.metadata.encryption),
    );
  },
});

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
