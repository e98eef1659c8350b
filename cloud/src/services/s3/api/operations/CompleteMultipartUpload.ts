import type { S3Context } from "../../domain/context.ts";
import { completeUpload, type NamedPart, repeatedCompletion } from "../../domain/multipart/complete.ts";
import type { CompletedUpload } from "../../domain/multipart/store.ts";
import { CHECKSUMS, checksumRow } from "../../domain/objects/checksums.ts";
import { withoutQuotes } from "../../domain/objects/conditions.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { type Asking, type ObjectTarget, targetOf } from "../authorization/questions.ts";
import type { Headers, S3Call, S3Operation } from "../http/call.ts";
import { encryptionHeaders, uploadedVersionHeaders, writeConditions } from "../http/object-headers.ts";
import { documentResponse } from "../http/responses.ts";
import { assertOnly, childrenOf, childText, parseXml, type XmlElement } from "../http/xml-reader.ts";
import { originOf } from "../requests/origin.ts";
import { assertMayDecrypt } from "../requests/under-key.ts";
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
    const { headers, path } = call.request;
    assertMayDecryptUpload({ s3, call });
    const named = parseParts(await readDocument(withoutChecksums(call), s3));
    const completed =
      earlierCompletion({ s3, call }, named) ??
      completeUpload(s3, {
        upload: uploadOf(s3, call),
        named,
        expected: {
          checksum: expectedChecksum(headers),
          checksumType: headers["x-amz-checksum-type"],
          size: expectedSize(headers["x-amz-mp-object-size"]),
        },
        conditions: writeConditions(headers),
        origin: () => originOf(call),
      });
    const { checksum } = completed;
    return documentResponse(
      "CompleteMultipartUploadResult",
      {
        Location: `http://${headers["host"] ?? "s3.localhost"}${path}`,
        Bucket: completed.bucket,
        Key: completed.key,
        ETag: `"${completed.etag}"`,
        [checksumRow(checksum.algorithm).element]: checksum.value,
        ChecksumType: checksum.type,
      },
      {
        ...encryptionHeaders(completed.encryption),
        ...uploadedVersionHeaders(completed.versionId),
      },
    );
  },
});

/** Parts under a key are read to make an object of them. @throws AwsError NoSuchUpload, and what the key refuses */
function assertMayDecryptUpload({ s3, call }: Asking): void {
  const target = targetOf(s3, call);
  const completed = s3.uploads.findCompleted(call.query.get("uploadId") ?? "");
  const encryption = isOf(completed, target)
    ? completed.encryption
    : uploadOf(s3, call).settings.metadata.encryption;
  assertMayDecrypt({ s3, call }, { bucket: target.bucket.name, key: target.key }, encryption);
}

/** A client that did not hear the first answer asks again and gets the same. */
function earlierCompletion({ s3, call }: Asking, named: readonly NamedPart[]): CompletedUpload | undefined {
  const completed = repeatedCompletion(s3, call.query.get("uploadId") ?? "", named);
  return isOf(completed, targetOf(s3, call)) ? completed : undefined;
}

/** An upload that became another object is none of this one. */
function isOf(completed: CompletedUpload | undefined, target: ObjectTarget): completed is CompletedUpload {
  return completed?.bucket === target.bucket.name && completed.key === target.key;
}

function expectedChecksum(headers: Headers) {
  const [given] = [...CHECKSUMS.values()].flatMap(({ name, header }) => {
    const value = headers[header];
    return value === undefined ? [] : [{ algorithm: name, value }];
  });
  return given;
}

function expectedSize(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text))
    throw s3Errors.invalidRequest("Value for x-amz-mp-object-size header is invalid.");
  return Number(text);
}

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
  return { number: Number(number), etag: withoutQuotes(etag), checksums: new Map(checksums) };
}
