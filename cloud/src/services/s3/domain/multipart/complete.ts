import { checksumRow, type StoredChecksum } from "../objects/checksums.ts";
import type { WriteConditions } from "../objects/conditions.ts";
import type { ObjectVersion } from "../objects/object.ts";
import { storeObject } from "../objects/store-object.ts";
import { MIN_PART_BYTES } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import { multipartChecksum, multipartEtag } from "./checksums.ts";
import type { MultipartContext } from "./context.ts";
import type { Part, Upload } from "./store.ts";

/** A part as the client lists it. */
export interface NamedPart {
  readonly number: number;
  readonly etag: string;
  /** By element name, e.g. `ChecksumCRC32`. */
  readonly checksums: ReadonlyMap<string, string>;
}

interface Completion {
  readonly upload: Upload;
  readonly named: readonly NamedPart[];
  /** The checksum of the whole object that the client expects, of the upload's algorithm. */
  readonly expectedChecksum: string | undefined;
  readonly conditions: WriteConditions;
}

export interface CompletedObject {
  readonly version: ObjectVersion;
  readonly checksum: StoredChecksum;
}

/** Makes an object of the named parts; the others are dropped. @throws AwsError of the rule they break */
export function completeUpload(s3: MultipartContext, completion: Completion): CompletedObject {
  const { upload, named, expectedChecksum, conditions } = completion;
  const parts = chosenParts(s3, upload, named);
  assertSizes(parts);
  const checksum = multipartChecksum(upload, parts);
  assertExpected(expectedChecksum, checksum);
  const version = storeObject(s3, {
    bucket: upload.bucket,
    key: upload.key,
    size: parts.reduce((sum, { size }) => sum + size, 0),
    etag: multipartEtag(parts),
    metadata: { ...upload.settings.metadata, checksum, partSizes: parts.map(({ size }) => size) },
    data: undefined,
    blobs: parts.map(({ blob }) => blob),
    conditions,
    also: () => {
      if (s3.uploads.find(upload.id) === undefined) throw s3Errors.noSuchUpload(upload.id);
      dropUnchosen(s3, upload, parts);
      s3.uploads.remove(upload.id);
    },
  });
  return { version, checksum };
}

function chosenParts(s3: MultipartContext, upload: Upload, named: readonly NamedPart[]): readonly Part[] {
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

function assertExpected(given: string | undefined, checksum: StoredChecksum): void {
  if (given === undefined) return;
  // Composite values may come with or without their `-<parts>` end.
  const matches = given === checksum.value || checksum.value.startsWith(`${given}-`);
  if (!matches) throw s3Errors.badChecksum(checksum.algorithm);
}

function dropUnchosen(s3: MultipartContext, upload: Upload, chosen: readonly Part[]): void {
  const kept = new Set(chosen.map(({ blob }) => blob.id));
  const left = s3.uploads.parts(upload.id).flatMap(({ blob }) => (kept.has(blob.id) ? [] : [blob]));
  s3.objects.dropBlobs(left);
  s3.blobs.remove(left);
}
