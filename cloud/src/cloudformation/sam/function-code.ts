import type { ValueMap } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import { defined, type ServerlessResource } from "./expansion/expansion-context.ts";
import { isTruthy } from "./expansion/python.ts";
import { s3Location } from "./expansion/s3-location.ts";

/** `Code` of the function, from what `PackageType` asks for. */
export function functionCode(resource: ServerlessResource): ValueMap {
  const packageType = resource.properties["PackageType"] ?? "Zip";
  if (packageType === "Zip") return zipCode(resource);
  if (packageType === "Image") return imageCode(resource);
  throw invalidResource(resource.logicalId, `invalid 'PackageType' : ${String(packageType)}`);
}

function zipCode({ logicalId, properties }: ServerlessResource): ValueMap {
  const code = zipSource(logicalId, properties);
  const { SourceKMSKeyArn: key, Runtime: runtime, Handler: handler, ImageConfig: image } = properties;
  if (!isTruthy(runtime) || !isTruthy(handler)) {
    throw invalidResource(
      logicalId,
      "Runtime and Handler needs to be present when PackageType is of type `Zip`",
    );
  }
  if (isTruthy(image)) {
    throw invalidResource(
      logicalId,
      "ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`",
    );
  }
  return isTruthy(key) ? { ...code, SourceKMSKeyArn: key } : code;
}

function zipSource(logicalId: string, properties: ValueMap): ValueMap {
  const { InlineCode: inline, CodeUri: uri } = properties;
  if (inline !== undefined) return { ZipFile: inline };
  if (uri === undefined) {
    throw invalidResource(logicalId, "Only one of 'InlineCode' or 'CodeUri' can be set.");
  }
  const { bucket, key, version, storageMode } = s3Location(logicalId, "CodeUri", uri);
  return defined({
    S3Bucket: bucket,
    S3Key: key,
    S3ObjectVersion: version,
    S3ObjectStorageMode: storageMode,
  });
}

function imageCode({ logicalId, properties }: ServerlessResource): ValueMap {
  const uri = properties["ImageUri"];
  if (uri === undefined) throw invalidResource(logicalId, "'ImageUri' must be set.");
  if (!isTruthy(uri)) {
    throw invalidResource(logicalId, "'ImageUri' requires that a image hosted at a registry be specified.");
  }
  if (["Handler", "Runtime", "Layers"].some((name) => isTruthy(properties[name]))) {
    throw invalidResource(
      logicalId,
      "Runtime, Handler, Layers cannot be present when PackageType is of type `Image`",
    );
  }
  return { ImageUri: uri };
}
