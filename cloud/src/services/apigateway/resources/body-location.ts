import type { Caller } from "../../../core/caller.ts";
import { unsupported } from "../../../core/errors.ts";
import type { ObjectReader } from "../../../core/ports/object-reader.ts";
import type { Properties, Value } from "../../../core/ports/resource-provider.ts";
import { credentialsIn } from "../rest/control/importing/credentials.ts";
import { badRequest } from "../rest/control/model/errors.ts";
import { object, text } from "./properties.ts";

/** Where the document of an API lies in S3. */
export interface BodyLocation {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | undefined;
}

/** @throws AwsError BadRequestException for a location without bucket or key */
export function bodyLocation(properties: Properties): BodyLocation | undefined {
  const location = object(properties, "BodyS3Location");
  if (location === undefined) return undefined;
  const [bucket, key] = [text(location, "Bucket"), text(location, "Key")];
  if (bucket === undefined || key === undefined) throw badRequest("BodyS3Location must have Bucket and Key");
  return { bucket, key, version: text(location, "Version") };
}

/**
 * The properties with the document that they name in the place of its location, written in JSON or YAML.
 * @throws AwsError the refusal of S3; BadRequestException when it is no document, or there are two
 */
export async function withBody(
  reader: ObjectReader,
  caller: Caller,
  properties: Properties,
): Promise<Properties> {
  const location = bodyLocation(properties);
  if (location === undefined) return properties;
  const { BodyS3Location: _location, ...rest } = properties;
  if (rest["Body"] !== undefined) throw badRequest("Only one of Body and BodyS3Location can be given");
  const { bucket, key, version } = location;
  const { body } = await reader.readObject(caller, { bucket, key, versionId: version });
  const document = await parseDocument(body.toString("utf8"));
  // APIGW-20: whoever deploys was asked for nothing that is read only now.
  if (!credentialsIn(document).next().done) {
    throw unsupported("The credentials of an integration in a document of BodyS3Location");
  }
  return { ...rest, Body: document };
}

/** The library loads with the first document that is no JSON. */
async function parseDocument(source: string): Promise<Value> {
  const document = await (source.trimStart().startsWith("{") ? parseJson(source) : parseYaml(source));
  if (typeof document === "object" && document !== null && !Array.isArray(document)) return document;
  throw badRequest("Invalid OpenAPI input.");
}

function parseJson(source: string): Value {
  try {
    return JSON.parse(source);
  } catch {
    throw badRequest("Invalid OpenAPI input.");
  }
}

async function parseYaml(source: string): Promise<Value> {
  const { parseYamlDocument } = await import("./yaml-document.ts");
  const document = parseYamlDocument(source);
  if (document === undefined) throw badRequest("Invalid OpenAPI input.");
  return document;
}
