import { multipartChecksum, multipartEtag, uploadTarget } from "../../domain/multipart/checksums.ts";
import type { Part, Upload } from "../../domain/multipart/store.ts";
import { CHECKSUMS, checksumRow, type StoredChecksum } from "../../domain/objects/checksums.ts";
import { encryptionHeaders, storeObject, versionHeaders } from "../../domain/objects/store-object.ts";
import { MIN_PART_BYTES } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Context, S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { assertOnly, childrenOf, childText, parseXml, type XmlElement } from "../http/xml-reader.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const CompleteMultipartUpload: S3Operation = {
  name: "CompleteMultipartUpload",
  method: "POST",
  level: "object",
  subresource: "uploadId",
  run: async (call, s3) => {
    const target = uploadTarget(call, s3, "s3:PutObject");
    const { upload, bucket, key } = target;
    const { headers } = call.request;
    // The checksum headers of this request are the object's, not those of the document.
    const document = await readDocument(
      { ...call, request: { ...call.request, headers: withoutChecksums(headers) } },
      s3,
    );
    const parts = chosenParts(s3, upload, parseParts(document));
    assertSizes(parts);
    const checksum = multipartChecksum(upload, parts);
    assertDeclared(headers, checksum);
    const version = storeObject(s3, {
      target,
      size: parts.reduce((sum, { size }) => sum + size, 0),
      etag: multipartEtag(parts),
      metadata: { ...upload.settings.metadata, checksum, partSizes: parts.map(({ size }) => size) },
      data: undefined,
      blobs: parts.map(({ blob }) => blob),
      headers,
      also: () => {
        if (s3.uploads.find(upload.id) === undefined) throw s3Errors.noSuchUpload(upload.id);
        dropUnchosen(s3, upload, parts);
        s3.uploads.remove(upload.id);
      },
    });
    return documentResponse(
      "CompleteMultipartUploadResult",
      {
        Location: `http://${call.request.headers["host"] ?? "s3.localhost"}${call.request.path}`,
        Bucket: bucket.name,
        Key: key,
        ETag: `"${version.etag}"`,
        [checksumRow(checksum.algorithm).element]: checksum.value,
        ChecksumType: checksum.type,
      },
      { ...encryptionHeaders(version.metadata.encryption), ...versionHeaders(bucket, version.versionId) },
    );
  },
};

type Headers = Readonly<Record<string, string | undefined>>;

const CHECKSUM_HEADERS: readonly string[] = [...CHECKSUMS.values()].map(({ header }) => header);

function withoutChecksums(headers: Headers): Headers {
  const kept = Object.entries(headers).filter(([name]) => !CHECKSUM_HEADERS.includes(name));
  return Object.fromEntries(kept);
}

interface NamedPart {
  readonly number: number;
  readonly etag: string;
  /** By element name, e.g. `ChecksumCRC32`. */
  readonly checksums: ReadonlyMap<string, string>;
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

function chosenParts(s3: S3Context, upload: Upload, named: readonly NamedPart[]): readonly Part[] {
  named.forEach(({ number }, index) => {
    if (index > 0 && number <= (named[index - 1]?.number ?? 0)) throw s3Errors.invalidPartOrder(upload.id);
  });
  const uploaded = new Map(s3.uploads.parts(upload.id).map((part) => [part.number, part]));
  return named.map((name) => {
    const part = uploaded.get(name.number);
    if (part === undefined || part.etag !== name.etag) {
      throw s3Errors.invalidPart({ ETag: name.etag, PartNumber: name.number, UploadId: upload.id });
    }
    assertPartChecksum(upload, part, name);
    return part;
  });
}

/** With a composite checksum the client repeats each part's. */
function assertPartChecksum(
  { id, settings }: Upload,
  part: Part,
  { number, etag, checksums }: NamedPart,
): void {
  const given = checksums.get(checksumRow(settings.algorithm).element);
  if (given === undefined && settings.algorithmGiven && settings.checksumType === "COMPOSITE") {
    throw s3Errors.invalidRequest(
      `The upload was created using a ${settings.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  if (given !== undefined && given !== part.checksum) {
    throw s3Errors.invalidPart({ ETag: etag, PartNumber: number, UploadId: id });
  }
}

function assertSizes(parts: readonly Part[]): void {
  const small = parts.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small === undefined) return;
  throw s3Errors.entityTooSmall({
    etag: small.etag,
    number: small.number,
    size: small.size,
    minimum: MIN_PART_BYTES,
  });
}

function assertDeclared(headers: Headers, checksum: StoredChecksum): void {
  const given = headers[checksumRow(checksum.algorithm).header];
  if (given === undefined) return;
  // Composite values may come with or without their `-<parts>` end.
  const matches = given === checksum.value || checksum.value.startsWith(`${given}-`);
  if (!matches) throw s3Errors.badChecksum(checksum.algorithm);
}

function dropUnchosen(s3: S3Context, upload: Upload, chosen: readonly Part[]): void {
  const kept = new Set(chosen.map(({ blob }) => blob.id));
  const left = s3.uploads.parts(upload.id).flatMap(({ blob }) => (kept.has(blob.id) ? [] : [blob]));
  s3.objects.dropBlobs(left);
  s3.blobs.remove(left);
}
