import type { CallContext, Question } from "../../../../wire/operation.ts";
import type { Bucket } from "../../domain/buckets/bucket.ts";
import { isNotModified } from "../../domain/objects/conditions.ts";
import type { ObjectVersion } from "../../domain/objects/object.ts";
import { assertVersionId } from "../../domain/objects/version-id.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { missingKey } from "../authorization/missing-key.ts";
import { type Asking, objectQuestion } from "../authorization/questions.ts";
import { parseCopySource } from "../http/copy-source-header.ts";
import { copyConditions } from "../http/object-headers.ts";

export interface CopySource {
  readonly bucket: Bucket;
  readonly key: string;
  /** Undefined: the latest version. */
  readonly versionId: string | undefined;
}

/** What `x-amz-copy-source` names. @throws AwsError InvalidArgument, NoSuchBucket */
export function copySourceOf({ s3, call }: Asking): CopySource {
  const { bucketName, key, versionId } = parseCopySource(call.request.headers["x-amz-copy-source"] ?? "");
  const bucket = s3.buckets.get(bucketName);
  if (versionId !== undefined) assertVersionId(versionId, bucket);
  return { bucket, key, versionId };
}

/** Reading the source of a copy. */
export function sourceQuestion(asking: Asking, source: CopySource): Question {
  return source.versionId === undefined
    ? objectQuestion(asking, "s3:GetObject", source)
    : objectQuestion(asking, "s3:GetObjectVersion", source);
}

/** The tags of the source, when they travel. */
export function sourceTagsQuestion(asking: Asking, source: CopySource): Question {
  return source.versionId === undefined
    ? objectQuestion(asking, "s3:GetObjectTagging", source)
    : objectQuestion(asking, "s3:GetObjectVersionTagging", source);
}

/** The version to copy. @throws AwsError of what is not there or of the condition it breaks */
export function sourceVersion(context: CallContext, asking: Asking, source: CopySource): ObjectVersion {
  const { bucket, key, versionId } = source;
  const { objects } = asking.s3;
  const version =
    versionId === undefined ? objects.latest(bucket.name, key) : objects.version(bucket.name, key, versionId);
  if (version === undefined && versionId !== undefined) throw s3Errors.noSuchVersion(key, versionId);
  if (version === undefined) throw missingKey(context, asking, source);
  if (version.isDeleteMarker) {
    if (versionId === undefined) throw missingKey(context, asking, source);
    throw s3Errors.invalidRequest(
      "The source of a copy request may not specifically refer to a delete marker by version id.",
    );
  }
  if (isNotModified(copyConditions(asking.call.request.headers), version)) {
    throw s3Errors.preconditionFailed("x-amz-copy-source-If-None-Match");
  }
  return version;
}
