import type { Bucket } from "../buckets/bucket.ts";
import type { EventOrigin } from "../notifications/occurrence.ts";
import { s3Errors } from "../shared/errors.ts";
import { withoutQuotes } from "./conditions.ts";
import type { ObjectsContext } from "./context.ts";
import type { ObjectMetadata, ObjectVersion } from "./object.ts";
import { nextVersionId } from "./store-object.ts";

export interface DeleteOutcome {
  /** The version removed or the delete marker made; undefined in buckets without versioning. */
  readonly versionId: string | undefined;
  readonly isDeleteMarker: boolean;
}

const MARKER_METADATA: ObjectMetadata = {
  headers: {},
  storageClass: "STANDARD",
  encryption: { algorithm: "AES256" },
  tags: {},
};

/** What events call the entity tag of a delete marker. */
const ETAG_OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e";

interface Deletion {
  readonly bucket: Bucket;
  readonly key: string;
  readonly versionId: string | undefined;
  /** Value of If-Match: the entity tag that must be current. */
  readonly ifMatch: string | undefined;
  readonly origin: () => EventOrigin;
}

/** Deletes a key (a marker where versioning is on) or one version for good. Missing ones succeed. */
export function deleteObject(s3: ObjectsContext, deletion: Deletion): DeleteOutcome {
  const { bucket, key, versionId } = deletion;
  return s3.database.transaction(() => {
    const named =
      versionId === undefined
        ? s3.objects.latest(bucket.name, key)
        : s3.objects.version(bucket.name, key, versionId);
    assertMatch(deletion, named);
    if (named?.isLatest === true && !named.isDeleteMarker) s3.uploads.markKeyDeleted(bucket.name, key);
    if (versionId === undefined && bucket.versioning !== undefined) return addMarker(s3, deletion);
    if (named !== undefined) removeVersion(s3, deletion, named);
    return { versionId, isDeleteMarker: versionId !== undefined && named?.isDeleteMarker === true };
  });
}

function removeVersion(
  s3: ObjectsContext,
  { bucket, key, origin, versionId }: Deletion,
  named: ObjectVersion,
) {
  s3.blobs.remove(s3.objects.remove(named));
  const touched = { key, ...(versionId === undefined ? {} : { versionId }) };
  s3.events.note(bucket, { name: "ObjectRemoved:Delete", origin }, touched);
}

function addMarker(s3: ObjectsContext, { bucket, key, origin }: Deletion): DeleteOutcome {
  const versionId = nextVersionId(s3, bucket);
  const freed = s3.objects.put({
    bucket: bucket.name,
    key,
    versionId,
    isDeleteMarker: true,
    size: 0,
    etag: "",
    lastModified: s3.clock.now(),
    metadata: MARKER_METADATA,
    data: undefined,
    blobs: [],
  });
  s3.blobs.remove(freed);
  const touched = { key, etag: ETAG_OF_NOTHING, versionId };
  s3.events.note(bucket, { name: "ObjectRemoved:DeleteMarkerCreated", origin }, touched);
  return { versionId, isDeleteMarker: true };
}

function assertMatch({ ifMatch, key }: Deletion, named: ObjectVersion | undefined): void {
  if (ifMatch === undefined) return;
  if (named === undefined || named.isDeleteMarker) throw s3Errors.noSuchKey(key);
  const etag = withoutQuotes(ifMatch.trim());
  if (etag !== "*" && etag !== named.etag) throw s3Errors.preconditionFailed("If-Match");
}
