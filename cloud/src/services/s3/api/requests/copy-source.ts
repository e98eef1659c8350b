import { Readable } from "node:stream";
import { type Bucket, objectArn } from "../../domain/buckets/bucket.ts";
import type { ByteRange } from "../../domain/objects/blobs.ts";
import type { ChecksumAlgorithm } from "../../domain/objects/checksums.ts";
import { type ConditionHeaders, isNotModified } from "../../domain/objects/conditions.ts";
import type { ObjectVersion } from "../../domain/objects/object.ts";
import { type ReceivedBody, receiveBody } from "../../domain/objects/receive.ts";
import { assertVersionId, missingKey } from "../../domain/objects/store-object.ts";
import { MAX_PUT_BYTES } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Call, S3Context } from "../http/call.ts";

export interface CopySource {
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
}

const COPY_CONDITIONS: ConditionHeaders = {
  match: "x-amz-copy-source-if-match",
  noneMatch: "x-amz-copy-source-if-none-match",
  modifiedSince: "x-amz-copy-source-if-modified-since",
  unmodifiedSince: "x-amz-copy-source-if-unmodified-since",
};
const SOURCE = /^\/?([^/?]+)\/([^?]+)(?:\?versionId=([^&]+))?$/;

/** Finds and authorizes what `x-amz-copy-source` names. @throws AwsError of the rule it breaks */
export function findSource(call: S3Call, s3: S3Context): CopySource {
  const { bucketName, key, versionId } = parseSource(call.request.headers["x-amz-copy-source"] ?? "");
  const bucket = s3.buckets.get(bucketName);
  const target = { bucket, key, arn: objectArn(bucket.name, key) };
  const action = versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  call.assertMay(action, { arn: target.arn, bucket });
  const version =
    versionId === undefined
      ? s3.objects.latest(bucket.name, key)
      : s3.objects.version(bucket.name, key, versionId);
  if (version === undefined && versionId !== undefined) throw s3Errors.noSuchVersion(key, versionId);
  if (version === undefined) throw missingKey(call, target);
  if (version.isDeleteMarker) {
    if (versionId === undefined) throw missingKey(call, target);
    throw s3Errors.invalidRequest(
      "The source of a copy request may not specifically refer to a delete marker by version id.",
    );
  }
  if (isNotModified(call.request.headers, version, COPY_CONDITIONS)) {
    throw s3Errors.preconditionFailed("x-amz-copy-source-If-None-Match");
  }
  return { bucket, version };
}

interface SourceAddress {
  readonly bucketName: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

function parseSource(header: string): SourceAddress {
  // SDKs encode the whole value or only the key; both leave `?versionId=` readable.
  const match = SOURCE.exec(header.replace(/^%2F/i, "/").replace(/^(\/?[^/%?]+)%2F/i, "$1/"));
  if (match === null) {
    throw s3Errors.invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      header,
    );
  }
  if (match[3] !== undefined) assertVersionId(match[3]);
  try {
    const key = decodeURIComponent((match[2] ?? "").replaceAll("+", " "));
    return { bucketName: decodeURIComponent(match[1] ?? ""), key, versionId: match[3] };
  } catch {
    throw s3Errors.invalidArgument("Invalid copy source encoding.", "x-amz-copy-source", header);
  }
}

interface CopyOptions {
  readonly range: ByteRange | undefined;
  readonly algorithm: ChecksumAlgorithm;
  readonly inlineLimit?: number;
}

/** Reads the source's bytes into a body of their own. */
export function copyBody(
  s3: S3Context,
  { version }: CopySource,
  options: CopyOptions,
): Promise<ReceivedBody> {
  const range = options.range ?? { start: 0, end: version.size - 1 };
  const length = range.end - range.start + 1;
  if (length > MAX_PUT_BYTES) {
    throw s3Errors.invalidRequest(
      "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
    );
  }
  return receiveBody(
    sourceStream(s3, version, range),
    {
      length,
      sha256: undefined,
      md5: undefined,
      checksum: undefined,
      defaultAlgorithm: options.algorithm,
      chunked: undefined,
      ...(options.inlineLimit === undefined ? {} : { inlineLimit: options.inlineLimit }),
    },
    s3.blobs,
  );
}

function sourceStream(s3: S3Context, version: ObjectVersion, range: ByteRange): Readable {
  if (version.data !== undefined) return Readable.from([version.data.subarray(range.start, range.end + 1)]);
  return version.size === 0 ? Readable.from([]) : s3.blobs.read(version.blobs, range);
}
