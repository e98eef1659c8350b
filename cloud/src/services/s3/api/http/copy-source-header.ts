import { assertVersionIdForm } from "../../domain/objects/version-id.ts";
import { s3Errors } from "../../domain/shared/errors.ts";

const SOURCE = /^\/?([^/?]+)\/([^?]+)(?:\?versionId=([^&]+))?$/;

interface SourceAddress {
  readonly bucketName: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** Reads `x-amz-copy-source`. @throws AwsError InvalidArgument */
export function parseCopySource(header: string): SourceAddress {
  // SDKs encode the whole value or only the key; both leave `?versionId=` readable.
  const match = SOURCE.exec(header.replace(/^%2F/i, "/").replace(/^(\/?[^/%?]+)%2F/i, "$1/"));
  if (match === null) {
    throw s3Errors.invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      header,
    );
  }
  if (match[3] !== undefined) assertVersionIdForm(match[3]);
  try {
    const key = decodeURIComponent((match[2] ?? "").replaceAll("+", " "));
    return { bucketName: decodeURIComponent(match[1] ?? ""), key, versionId: match[3] };
  } catch {
    throw s3Errors.invalidArgument("Invalid copy source encoding.", "x-amz-copy-source", header);
  }
}
