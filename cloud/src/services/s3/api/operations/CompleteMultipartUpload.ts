import type { S3Context } from "../../domain/context.ts";
import { completeUpload, type NamedPart } from "../../domain/multipart/complete.ts";
import { CHECKSUMS, checksumRow } from "../../domain/objects/checksums.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf } from "../authorization/questions.ts";
import type { Headers, S3Call, S3Operation } from "../http/call.ts";
import { writeConditions } from "../http/conditional-headers.ts";
import { encryptionHeaders, versionHeaders } from "../http/object-headers.ts";
import { documentResponse } from "../http/responses.ts";
import { assertOnly, childrenOf, childText, parseXml, type XmlElement } from "../http/xml-reader.ts";
import { uploadOf, uploadQuestion } from "../requests/upload.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const CompleteMultipartUpload = (s3: S3Context): S3Operation => ({
  name: "CompleteMultipartUpload",
  method: "POST",
  level: "object",
  subresource: "uploadId",
  authorize: (call) => [uploadQuestion({ s3, call }, "s3:PutObject", true)],
  run: async (call) => {
    const bucket = bucketOf(s3, call);
    const upload = uploadOf(s3, call);
    const { headers, path } = call.request;
    const named = parseParts(await readDocument(withoutChecksums(call), s3));
    const { version, checksum } = completeUpload(s3, {
      upload,
      named,
      expectedChecksum: headers[checksumRow(upload.settings.algorithm).header],
      conditions: writeConditions(headers),
    });
    return documentResponse(
      "CompleteMultipartUploadResult",
      {
        Location: `http://${headers["host"] ?? "s3.localhost"}${path}`,
        Bucket: upload.bucket,
        Key: upload.key,
        ETag: `"${version.etag}"`,
        [checksumRow(checksum.algorithm).element]: checksum.value,
        ChecksumType: checksum.type,
      },
      { ...encryptionHeaders(version.metadata.encryption), ...versionHeaders(bucket, version.versionId) },
    );
  },
});

const CHECKSUM_HEADERS: readonly string[] = [...CHECKSUMS.values()].map(({ header }) => header);

/** The checksum headers of this request are the object's, not those of the document. */
function withoutChecksums(call: S3Call): S3Call {
  const { request } = call;
  const kept = Object.entries(request.headers).filter(([name]) => !CHECKSUM_HEADERS.includes(name));
  const headers: Headers = Object.fromEntries(kept);
  return { ...call, request: { ...request, headers } };
}

function parseParts(document: string): readonly NamedPart[] {
  const root = parseXml(document, "CompleteMultipartUpload");
  assertOnly(root, ["Part"]);
  const parts = childrenOf(root, "Part").map(parsePart);
  if (parts.length === 0 || parts.length > 10_000) throw s3Errors.malformedXml();
  return parts;
}

function parsePart(element: XmlElement): NamedPart {
  const elements = [...CHECKSUMS.values()].map((row) => row.element);
  assertOnly(element, ["PartNumber", "ETag", ...elements]);
  const number = childText(element, "PartNumber") ?? "";
  const etag = childText(element, "ETag");
  if (!/^\d{1,5}$/.test(number) || etag === undefined) throw s3Errors.malformedXml();
  const checksums = element.children
    .filter(({ name }) => elements.includes(name))
    .map(({ name, text }) => [name, text.trim()] as const);
  return { number: Number(number), etag: etag.replace(/^"(.*)"$/, "$1"), checksums: new Map(checksums) };
}
