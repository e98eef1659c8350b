import type { Value } from "../../../core/ports/resource-provider.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import { defined } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { s3Location } from "../expansion/s3-location.ts";

/** `BodyS3Location` from DefinitionUri; undefined when there is none. */
export function definitionLocation(logicalId: string, uri: Value | undefined): ValueMap | undefined {
  if (!isTruthy(uri)) return undefined;
  if (typeof uri !== "string" && !isValueMap(uri)) {
    throw invalidResource(
      logicalId,
      "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    );
  }
  const { bucket, key, version } = s3Location(logicalId, "DefinitionUri", uri);
  return written(defined({ Bucket: bucket, Key: key, Version: version }), ["Bucket", "Key", "Version"]);
}
