import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../template/value.ts";
import { FUNCTION_PROPERTIES } from "./data/properties.ts";
import { assertProperties, type Draft, defined, type ServerlessResource, tagList } from "./draft.ts";
import { invalidResource, notSupportedHere } from "./errors.ts";
import { EVENT_SOURCES } from "./events/registry.ts";
import type { FunctionTarget } from "./function-target.ts";
import { resolveParameterRefs } from "./parameter-refs.ts";
import { buildRole } from "./role.ts";
import { publishAlias } from "./version-alias.ts";

const SAM_TAG: Value = { Key: "lambda:createdBy", Value: "SAM" };
/** Properties that go to the function as they are. */
const COPIED = [
  "Architectures",
  "Description",
  "Environment",
  "EphemeralStorage",
  "FunctionName",
  "Handler",
  "LoggingConfig",
  "MemorySize",
  "PackageType",
  "ReservedConcurrentExecutions",
  "Runtime",
  "Timeout",
  "VpcConfig",
];

/** AWS::Serverless::Function → function, role, version, alias and what its events make. */
export function expandFunction(resource: ServerlessResource, draft: Draft): void {
  assertProperties(resource, FUNCTION_PROPERTIES);
  const { logicalId, body, properties } = resource;
  const tags = [SAM_TAG, ...tagList(properties["Tags"])];
  const tracing = tracingMode(resource, draft);
  const role = properties["Role"] ?? { "Fn::GetAtt": [`${logicalId}Role`, "Arn"] };
  const code = codeOf(resource);
  const copied = Object.fromEntries(COPIED.map((name) => [name, properties[name]]));
  draft.resources.set(logicalId, {
    ...withoutProperties(body),
    Type: "AWS::Lambda::Function",
    Properties: defined({
      ...copied,
      Code: code,
      Role: role,
      Tags: tags,
      TracingConfig: tracing === undefined ? undefined : { Mode: tracing },
    }),
  });
  if (properties["Role"] === undefined) buildRole(resource, { draft, tags, tracing });
  const target = publishAlias(resource, { draft, code });
  expandEvents(target, draft);
}

function withoutProperties(body: ValueMap): ValueMap {
  const { Properties: _properties, ...rest } = body;
  return rest;
}

function tracingMode({ logicalId, properties }: ServerlessResource, draft: Draft): Value | undefined {
  const tracing = properties["Tracing"];
  if (tracing === undefined) return undefined;
  const mode = resolveParameterRefs(tracing, draft.parameters);
  if (mode === "Disabled") return undefined;
  if (isValueMap(mode) || mode === "Active" || mode === "PassThrough")
    return isValueMap(mode) ? tracing : mode;
  throw invalidResource(
    logicalId,
    "Invalid tracing mode configuration. Must be one of ['Active', 'PassThrough', 'Disabled'].",
  );
}

function codeOf({ logicalId, properties }: ServerlessResource): ValueMap {
  const packageType = properties["PackageType"] ?? "Zip";
  if (packageType !== "Zip") throw notSupportedHere(logicalId, `PackageType ${String(packageType)}`);
  if (properties["Runtime"] === undefined || properties["Handler"] === undefined) {
    throw invalidResource(
      logicalId,
      "Runtime and Handler needs to be present when PackageType is of type `Zip`",
    );
  }
  const { InlineCode: inline, CodeUri: uri } = properties;
  if (inline !== undefined) return { ZipFile: inline };
  if (uri === undefined) {
    throw invalidResource(logicalId, "Either 'InlineCode' or 'CodeUri' must be set.");
  }
  return s3Code(logicalId, uri);
}

function s3Code(logicalId: string, uri: Value): ValueMap {
  if (isValueMap(uri)) {
    const { Bucket: bucket, Key: key, Version: version } = uri;
    if (bucket === undefined || key === undefined) {
      throw invalidResource(logicalId, "'CodeUri' requires Bucket and Key properties to be specified.");
    }
    return defined({ S3Bucket: bucket, S3Key: key, S3ObjectVersion: version });
  }
  const parts = /^s3:\/\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(String(uri));
  if (parts === null) {
    throw invalidResource(
      logicalId,
      "'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    );
  }
  const [, bucket = "", key = "", version] = parts;
  return defined({ S3Bucket: bucket, S3Key: key, S3ObjectVersion: version });
}

function expandEvents(target: FunctionTarget, draft: Draft): void {
  const events = target.properties["Events"];
  if (!isValueMap(events)) return;
  for (const [eventId, event] of Object.entries(events)) {
    const type = isValueMap(event) ? member(event, "Type") : undefined;
    const expand = EVENT_SOURCES.get(String(type));
    if (expand === undefined) {
      throw notSupportedHere(target.logicalId, `Event with id [${eventId}]: the event type ${String(type)}`);
    }
    const properties = isValueMap(event) ? member(event, "Properties") : undefined;
    expand({ target, eventId, properties: isValueMap(properties) ? properties : {}, draft });
  }
}
