import type { Value } from "../../core/ports/resource-provider.ts";
import type { ValueMap } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import {
  addResource,
  defined,
  type ExpansionContext,
  keptOn,
  passedOn,
  type ServerlessResource,
} from "./expansion/expansion-context.ts";
import { resolveParameterRefs } from "./expansion/parameter-refs.ts";
import { hashedId, isTruthy } from "./expansion/python.ts";
import { s3Location } from "./expansion/s3-location.ts";
import { isIntrinsic } from "./expansion/values.ts";

const RESOLVED = ["Description", "LayerName", "LicenseInfo", "RetentionPolicy"];
const RETENTION = ["Retain", "Delete"];
const OPTIONS = "['Retain', 'Delete']";

/** AWS::Serverless::LayerVersion → a version whose logical id changes with it, so that old ones stay. */
export function expandLayerVersion(resource: ServerlessResource, context: ExpansionContext): void {
  const { logicalId, body } = resource;
  const properties = resolved(resource, context);
  const retention = retentionPolicy(logicalId, properties["RetentionPolicy"]);
  const { DeletionPolicy: _d, UpdateReplacePolicy: _u, Metadata: _m, ...hashed } = keptOn(body);
  const id = hashedId(logicalId, {
    [logicalId]: { Type: body["Type"] ?? null, ...hashed, Properties: properties },
  });
  context.renamed.set(logicalId, id);
  context.resources.delete(logicalId);
  const { bucket, key, version, storageMode } = s3Location(id, "ContentUri", properties["ContentUri"]);
  checkArchitectures(id, properties["CompatibleArchitectures"]);
  const dependsOn = keptOn(body)["DependsOn"];
  const { CompatibleArchitectures, CompatibleRuntimes, Description, LayerName, LicenseInfo } = properties;
  addResource(context, logicalId, {
    id,
    type: "AWS::Lambda::LayerVersion",
    attributes: defined({
      DeletionPolicy: "Retain",
      ...passedOn(body),
      ...(retention === undefined ? {} : { DeletionPolicy: retention }),
      DependsOn: dependsOn,
    }),
    properties: {
      LayerName: isTruthy(LayerName) ? LayerName : logicalId,
      Description,
      Content: defined({
        S3Bucket: bucket,
        S3Key: key,
        S3ObjectVersion: version,
        S3ObjectStorageMode: storageMode,
      }),
      CompatibleArchitectures,
      CompatibleRuntimes,
      LicenseInfo,
    },
  });
}

/** Parameters are put into the texts, so that their values count for the logical id. */
function resolved({ logicalId, properties }: ServerlessResource, context: ExpansionContext): ValueMap {
  const all = { ...properties };
  for (const name of RESOLVED) {
    const given = all[name];
    if (!isTruthy(given)) continue;
    const value = resolveParameterRefs(given, context.parameters);
    if (typeof value !== "string" && !isIntrinsic(value)) {
      throw invalidResource(
        logicalId,
        `Could not resolve parameter for '${name}' or parameter is not a String.`,
      );
    }
    all[name] = value;
  }
  return all;
}

function retentionPolicy(logicalId: string, given: Value | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (isIntrinsic(given)) {
    throw invalidResource(
      logicalId,
      `'RetentionPolicy' does not accept intrinsic functions, please use one of the following options: ${OPTIONS}`,
    );
  }
  const option = RETENTION.find((one) => one.toLowerCase() === String(given).toLowerCase());
  if (option !== undefined) return option;
  throw invalidResource(logicalId, `'RetentionPolicy' must be one of the following options: ${OPTIONS}.`);
}

function checkArchitectures(id: string, given: Value | undefined): void {
  if (!Array.isArray(given)) return;
  if (given.every((one) => isIntrinsic(one) || one === "arm64" || one === "x86_64")) return;
  throw invalidResource(id, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'");
}
