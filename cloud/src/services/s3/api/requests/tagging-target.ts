import type { ObjectVersion } from "../../domain/objects/object.ts";
import {
  assertMayOnObject,
  findVersion,
  targetOf,
  versionHeaders,
} from "../../domain/objects/store-object.ts";
import type { Tags } from "../../domain/objects/tags.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Call, S3Context } from "../http/call.ts";

interface TaggingTarget {
  readonly version: ObjectVersion;
  readonly headers: Record<string, string>;
}

/** The version whose tags a call reads or writes, once the policies allow it. */
export function taggingTarget(call: S3Call, s3: S3Context, verb: "Get" | "Put" | "Delete"): TaggingTarget {
  const target = targetOf(call, s3);
  const noun = call.query.has("versionId") ? "ObjectVersionTagging" : "ObjectTagging";
  assertMayOnObject(call, `s3:${verb}${noun}`, target);
  const version = findVersion(call, s3, target);
  if (version.isDeleteMarker) throw s3Errors.methodNotAllowed(call.request.method, "DeleteMarker");
  return { version, headers: versionHeaders(target.bucket, version.versionId) };
}

export function saveTags(s3: S3Context, version: ObjectVersion, tags: Tags): void {
  s3.objects.setMetadata(version, { ...version.metadata, tags });
}
