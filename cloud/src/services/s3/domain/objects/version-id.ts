import type { AwsError } from "../../../../core/errors.ts";
import type { Bucket } from "../buckets/bucket.ts";
import { NULL_VERSION } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";

const VERSION_ID = /^(?:null|[A-Za-z0-9._-]{32})$/;

const invalidVersionId = (versionId: string): AwsError =>
  s3Errors.invalidArgument("Invalid version id specified", "versionId", versionId);

/** @throws AwsError InvalidArgument for an id that no version of the bucket can have */
export function assertVersionId(versionId: string, { versioning }: Pick<Bucket, "versioning">): void {
  if (versioning === undefined && versionId !== NULL_VERSION) throw invalidVersionId(versionId);
  assertVersionIdForm(versionId);
}

/** @throws AwsError InvalidArgument for what is no id of a version anywhere */
export function assertVersionIdForm(versionId: string): void {
  if (!VERSION_ID.test(versionId)) throw invalidVersionId(versionId);
}
