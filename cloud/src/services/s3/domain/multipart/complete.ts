import type { EventOrigin } from "../notifications/occurrence.ts";
import { type ChecksumAlgorithm, checksumRow, type StoredChecksum } from "../objects/checksums.ts";
import type { WriteConditions } from "../objects/conditions.ts";
import type { ObjectMetadata } from "../objects/object.ts";
import { storeObject } from "../objects/store-object.ts";
import { MIN_PART_BYTES } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import { multipartChecksum, multipartEtag } from "./checksums.ts";
import type { MultipartContext } from "./context.ts";
import type { CompletedUpload, Part, Upload } from "./store.ts";

/** A part as the client lists it. */
export interface NamedPart {
  readonly number: number;
  readonly etag: string;
  /** By element name, e.g. `ChecksumCRC32`. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** What the client expects of the whole object. */
interface Expectations {
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
  readonly checksumType: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
}

interface Completion {
  readonly upload: Upload;
  readonly named: readonly NamedPart[];
  readonly expected: Expectations;
  readonly conditions: WriteConditions;
  readonly origin: () => EventOrigin;
}

/** How long an upload answers a repeated completion as it answered the first. */
const REPEAT_WINDOW_MS = 86_400_000;

/** Makes an object of the named parts; the others are dropped. @throws AwsError of the rule they break */
export function completeUpload(s3: MultipartContext, completion: Completion): CompletedUpload {
  const { upload, named, expected, conditions } = completion;
  assertChecksumType(upload, expected.checksumType);
  const parts = chosenParts(s3, upload, named);
  assertPartSizes(parts);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  assertSize(size, expected.size);
  const checksum = multipartChecksum(upload, parts);
  assertChecksum(checksum, expected.checksum);
  let completed: CompletedUpload | undefined;
  storeObject(s3, {
    bucket: upload.bucket,
    key: upload.key,
    size,
    etag: multipartEtag(parts),
    metadata: { ...upload.settings.metadata, checksum, ...factsOfParts(upload, parts) },
    data: undefined,
    blobs: parts.map(({ blob }) => blob),
    conditions,
    occasion: { name: "ObjectCreated:CompleteMultipartUpload", origin: completion.origin },
    also: (version) => {
      const current = s3.uploads.find(upload.id);
      if (current === undefined) throw s3Errors.noSuchUpload(upload.id);
      assertUnchanged(s3, current, conditions);
      dropUnchosen(s3, upload, parts);
      s3.uploads.remove(upload.id);
      completed = recordOf(s3, completion, { ...version, checksum });
    },
  });
  if (completed === undefined) throw new Error("an object was stored without its upload");
  return completed;
}

/** What is kept of the parts: without an algorithm of the client's their checksums are S3's own affair. */
function factsOfParts(
  { settings }: Upload,
  parts: readonly Part[],
): Pick<ObjectMetadata, "partSizes" | "partChecksums"> {
  return {
    partSizes: parts.map(({ size }) => size),
    ...(settings.algorithmGiven ? { partChecksums: parts.map(({ checksum }) => checksum) } : {}),
  };
}

/** The answer of an upload that was completed with the same parts before. */
export function repeatedCompletion(
  s3: MultipartContext,
  uploadId: string,
  named: readonly NamedPart[],
): CompletedUpload | undefined {
  const completed = s3.uploads.findCompleted(uploadId);
  if (completed === undefined || completed.parts !== partList(named)) return undefined;
  return s3.clock.now() - completed.completedAt < REPEAT_WINDOW_MS ? completed : undefined;
}

const partList = (named: readonly NamedPart[]): string =>
  named.map(({ number, etag }) => `${number}:${etag}`).join(",");

function recordOf(
  s3: MultipartContext,
  { upload, named }: Completion,
  made: Pick<CompletedUpload, "etag" | "versionId" | "checksum">,
): CompletedUpload {
  const completedAt = s3.clock.now();
  const { etag, versionId, checksum } = made;
  const { bucket, key, settings } = upload;
  const completed = {
    ...{ bucket, key, completedAt, parts: partList(named), etag, versionId, checksum },
    encryption: settings.metadata.encryption,
  };
  s3.uploads.saveCompleted(upload.id, completed, completedAt - REPEAT_WINDOW_MS);
  return completed;
}

/** A condition says nothing any more when the key changed while the upload went on. */
function assertUnchanged(
  s3: MultipartContext,
  { bucket, key, startedAt, settings }: Upload,
  { match, noneMatch }: WriteConditions,
): void {
  if (noneMatch !== undefined && settings.keyDeleted === true) {
    throw s3Errors.conditionalConflict("If-None-Match", key);
  }
  const latest = match === undefined ? undefined : s3.objects.latest(bucket, key);
  if (latest !== undefined && latest.lastModified > startedAt) {
    throw s3Errors.conditionalConflict("If-Match", key);
  }
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

/** With a composite checksum the client repeats each part's; what it repeats is what it sent. */
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
  const known = new Map([[checksumRow(settings.algorithm).element, part.checksum]]);
  if (part.declared !== undefined) {
    known.set(checksumRow(part.declared.algorithm).element, part.declared.value);
  }
  for (const [element, value] of checksums) {
    if (known.get(element) === value) continue;
    throw s3Errors.invalidPart({ ETag: etag, PartNumber: number, UploadId: id });
  }
}

function assertChecksumType({ settings }: Upload, given: string | undefined): void {
  const type = settings.algorithmGiven ? settings.checksumType : "null";
  if (given === undefined || given === settings.checksumType) return;
  throw s3Errors.invalidRequest(
    `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
  );
}

function assertSize(size: number, expected: number | undefined): void {
  if (expected === undefined || expected === size) return;
  throw s3Errors.invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${size}`,
  );
}

function assertPartSizes(parts: readonly Part[]): void {
  const small = parts.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small === undefined) return;
  throw s3Errors.entityTooSmall({
    etag: small.etag,
    number: small.number,
    size: small.size,
    minimum: MIN_PART_BYTES,
  });
}

function assertChecksum(checksum: StoredChecksum, expected: Expectations["checksum"]): void {
  if (expected === undefined) return;
  if (expected.algorithm !== checksum.algorithm) {
    throw s3Errors.invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm.toLowerCase()}, actual checksum Type: ${expected.algorithm.toLowerCase()}`,
    );
  }
  // Composite values may come with or without their `-<parts>` end.
  const matches = expected.value === checksum.value || checksum.value.startsWith(`${expected.value}-`);
  if (!matches) throw s3Errors.badChecksum(checksum.algorithm);
}

function dropUnchosen(s3: MultipartContext, upload: Upload, chosen: readonly Part[]): void {
  const kept = new Set(chosen.map(({ blob }) => blob.id));
  const left = s3.uploads.parts(upload.id).flatMap(({ blob }) => (kept.has(blob.id) ? [] : [blob]));
  s3.objects.dropBlobs(left);
  s3.blobs.remove(left);
}
