import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import { readIfThere } from "../state/state-folder.ts";
import type { Artifact } from "./build-functions.ts";

/** Properties that hold the place of a file that is deployed as it is, by type. */
const PLACES: ReadonlyMap<unknown, string> = new Map([
  ["AWS::Serverless::Api", "DefinitionUri"],
  ["AWS::Serverless::HttpApi", "DefinitionUri"],
  ["AWS::ApiGateway::RestApi", "BodyS3Location"],
]);

interface Options {
  /** Paths are relative to it. */
  readonly folder: string;
  readonly artifactBucket: string;
}

/**
 * Puts the addresses of API documents in the place of their paths, as `sam package` does.
 * @throws UserError when a file is missing
 */
export function packDefinitions(
  template: ValueMap,
  { folder, artifactBucket }: Options,
): { readonly template: ValueMap; readonly artifacts: readonly Artifact[] } {
  const artifacts: Artifact[] = [];
  const resources = { ...(isValueMap(template["Resources"]) ? template["Resources"] : {}) };
  for (const { logicalId, resource, properties, name, path } of definitionFilesOf(template)) {
    const file = resolve(folder, path);
    const zip = readIfThere(file);
    if (zip === undefined) {
      throw new UserError(`${logicalId}: ${name} points at ${file}, which does not exist.`);
    }
    const artifact = { key: createHash("sha256").update(zip).digest("hex"), zip };
    artifacts.push(artifact);
    const place = { Bucket: artifactBucket, Key: artifact.key };
    resources[logicalId] = { ...resource, Properties: { ...properties, [name]: place } };
  }
  return artifacts.length === 0
    ? { template, artifacts }
    : { template: { ...template, Resources: resources }, artifacts };
}

function definitionFilesOf({ Resources }: ValueMap) {
  return Object.entries(isValueMap(Resources) ? Resources : {}).flatMap(([logicalId, resource]) => {
    if (!isValueMap(resource)) return [];
    const name = PLACES.get(resource["Type"]);
    const properties = resource["Properties"];
    const path = name !== undefined && isValueMap(properties) ? properties[name] : undefined;
    if (name === undefined || !isValueMap(properties) || typeof path !== "string") return [];
    return path.startsWith("s3://") ? [] : [{ logicalId, resource, properties, name, path }];
  });
}
