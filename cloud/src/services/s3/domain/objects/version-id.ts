import { ALPHANUMERIC, randomText } from "../../../../core/randomness.ts";
import type { Bucket } from "../buckets/bucket.ts";
import { NULL_VERSION } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import type { ObjectsContext } from "./context.ts";

const VERSION_ID = /^(?:null|[A-Za-z0-9._-]{32})$/;

export function assertVersionId(versionId: string): void {
  if (!VERSION_ID.test(versionId)) {
    throw s3Errors.invalidArgument("Invalid version id specified", "versionId", versionId);
  }
}

/** Id of the next version in a bucket. */
export function nextVersionId({ randomness }: Pick<ObjectsContext, "randomness">, bucket: Bucket): string {
  return bucket.versioning === "Enabled" ? randomText(randomness, 32, ALPHANUMERIC) : NULL_VERSION;
}
