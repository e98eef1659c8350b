import type { CallContext } from "../../../../wire/operation.ts";
import type { ObjectVersion } from "../../domain/objects/object.ts";
import type { Tags } from "../../domain/objects/tags.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { type Asking, targetOf } from "../authorization/questions.ts";
import { versionHeaders } from "../http/object-headers.ts";
import { findVersion } from "./find-version.ts";
import { originOf } from "./origin.ts";

interface TaggingTarget {
  readonly version: ObjectVersion;
  readonly headers: Record<string, string>;
}

/** The version whose tags a call reads or writes. @throws AwsError of what is not there */
export function taggingTarget(context: CallContext, { s3, call }: Asking): TaggingTarget {
  const target = targetOf(s3, call);
  const version = findVersion(context, { s3, call }, target);
  if (version.isDeleteMarker) throw s3Errors.methodNotAllowed(call.request.method, "DeleteMarker");
  return { version, headers: versionHeaders(target.bucket, version.versionId) };
}

interface NewTags {
  readonly name: "ObjectTagging:Put" | "ObjectTagging:Delete";
  readonly tags: Tags;
}

export function saveTags({ s3, call }: Asking, version: ObjectVersion, { name, tags }: NewTags): void {
  const { bucket, key, etag, versionId } = version;
  s3.database.transaction(() => {
    s3.objects.setMetadata(version, { ...version.metadata, tags });
    const occasion = { name, origin: () => originOf(call) };
    s3.events.note(s3.buckets.get(bucket), occasion, { key, etag, versionId });
  });
}
