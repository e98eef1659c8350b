import type { CallContext } from "../../../../wire/operation.ts";
import type { ObjectVersion } from "../../domain/objects/object.ts";
import { assertVersionId } from "../../domain/objects/version-id.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { missingKey } from "../authorization/missing-key.ts";
import type { Asking, ObjectTarget } from "../authorization/questions.ts";

/** The version a read names: `versionId`, else the latest, delete markers included. */
export function findVersion(context: CallContext, asking: Asking, target: ObjectTarget): ObjectVersion {
  const { objects } = asking.s3;
  const versionId = asking.call.query.get("versionId");
  const { bucket, key } = target;
  if (versionId === undefined) {
    const latest = objects.latest(bucket.name, key);
    if (latest === undefined) throw missingKey(context, asking, target);
    return latest;
  }
  assertVersionId(versionId, bucket);
  const version = objects.version(bucket.name, key, versionId);
  if (version === undefined) throw s3Errors.noSuchVersion(key, versionId);
  return version;
}
