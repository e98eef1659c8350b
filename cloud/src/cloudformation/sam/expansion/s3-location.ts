import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "./errors.ts";
import { isTruthy } from "./python.ts";

const SECRET_WITH_PATH = /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[\w.\-/]+(?::\d+)?\}\}/;

export interface S3Location {
  readonly bucket: Value;
  readonly key: Value;
  readonly version: Value | undefined;
  readonly storageMode: Value | undefined;
}

/** `s3://bucket/key?versionId=…` or a map with Bucket, Key and Version. */
export function s3Location(logicalId: string, property: string, uri: Value | undefined): S3Location {
  if (isValueMap(uri)) return fromMap(logicalId, property, uri);
  if (typeof uri !== "string") {
    throw invalidResource(logicalId, `'${property}' must be of type dict or string.`);
  }
  if (SECRET_WITH_PATH.exec(uri)?.[0].includes("/") === true) {
    throw invalidResource(
      logicalId,
      `Unsupported dynamic reference detected in '${property}'. Please consider using alternative 'FunctionCode' object format.`,
    );
  }
  const parts = /^s3:\/\/([^/?#[\]]+)\/+([^?#]*)(?:\?versionId=([^&#]+))?/i.exec(uri);
  if (parts === null) {
    throw invalidResource(
      logicalId,
      `'${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`,
    );
  }
  const [, bucket = "", key = "", version] = parts;
  return { bucket, key, version, storageMode: undefined };
}

function fromMap(logicalId: string, property: string, uri: ValueMap): S3Location {
  const { Bucket: bucket, Key: key, Version: version, StorageMode: storageMode } = uri;
  if (!isTruthy(bucket) || !isTruthy(key)) {
    throw invalidResource(logicalId, `'${property}' requires Bucket and Key properties to be specified.`);
  }
  return { bucket, key, version, storageMode };
}
