import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { isValueMap, type ValueMap, valueMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import type { Artifact } from "./build-functions.ts";
import { readRegularFile } from "./read-regular-file.ts";

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
 * Puts the addresses of API documents, and of snippets, in the place of their paths, as `sam package` does.
 * @throws UserError when a file is missing
 */
export function packDefinitions(
  template: ValueMap,
  { folder, artifactBucket }: Options,
): { readonly template: ValueMap; readonly artifacts: readonly Artifact[] } {
  const artifacts: Artifact[] = [];
  const upload = (path: string, what: string): ValueMap => {
    const file = resolve(folder, path);
    const zip = readRegularFile(file);
    if (zip === undefined) throw new UserError(`${what} points at ${file}, which does not exist.`);
    const artifact = { key: createHash("sha256").update(zip).digest("hex"), zip };
    artifacts.push(artifact);
    return { Bucket: artifactBucket, Key: artifact.key };
  };
  const resources = { ...(isValueMap(template["Resources"]) ? template["Resources"] : {}) };
  for (const { logicalId, resource, properties, name, path } of definitionFilesOf(template)) {
    const place = upload(path, `${logicalId}: ${name}`);
    resources[logicalId] = { ...resource, Properties: { ...properties, [name]: place } };
  }
  const packed = artifacts.length === 0 ? template : { ...template, Resources: resources };
  if (!JSON.stringify(packed).includes('"AWS::Include"')) return { template: packed, artifacts };
  const included = withIncludes(packed, (path) => {
    const { Bucket, Key } = upload(path, "AWS::Include: Location");
    return `s3://${Bucket}/${Key}`;
  });
  return { template: isValueMap(included) ? included : packed, artifacts };
}

/** Local snippets stand wherever `AWS::Include` does: as a function, or in the section Transform. */
function withIncludes(value: Value, upload: (path: string) => string): Value {
  if (Array.isArray(value)) return value.map((item) => withIncludes(item, upload));
  if (!isValueMap(value)) return value;
  const { Name, Parameters } = value;
  const location = Name === "AWS::Include" && isValueMap(Parameters) ? Parameters["Location"] : undefined;
  if (typeof location === "string" && !location.startsWith("s3://")) {
    return { ...value, Parameters: { ...(Parameters as ValueMap), Location: upload(location) } };
  }
  return valueMap(
    Object.entries(value).map(([name, nested]) => [name, withIncludes(nested, upload)] as const),
  );
}

/** API documents of the template that are files of the project, and where each is expected. */
export function definitionFilesOf({ Resources }: ValueMap) {
  return Object.entries(isValueMap(Resources) ? Resources : {}).flatMap(([logicalId, resource]) => {
    if (!isValueMap(resource)) return [];
    const name = PLACES.get(resource["Type"]);
    const properties = resource["Properties"];
    const path = name !== undefined && isValueMap(properties) ? properties[name] : undefined;
    if (name === undefined || !isValueMap(properties) || typeof path !== "string") return [];
    return path.startsWith("s3://") ? [] : [{ logicalId, resource, properties, name, path }];
  });
}
