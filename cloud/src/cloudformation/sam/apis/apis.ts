import type { Value } from "../../../core/ports/resource-provider.ts";
import { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { asWritten } from "../../template/floats.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import {
  API_TYPE,
  type ExpandedApi,
  type ExpansionContext,
  HTTP_API_TYPE,
  type ServerlessResource,
} from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { withGlobals } from "../sections/globals.ts";
import { anyOf } from "../swagger/conditions.ts";
import { isVersion3 } from "../swagger/document.ts";

/** What differs between REST and HTTP APIs while functions add routes to them. */
export interface ApiKind {
  readonly type: string;
  readonly eventType: string;
  /** The property of events that names the API. */
  readonly reference: string;
  /** The API of events that name none; exists only when there is such an event. */
  readonly implicitId: string;
  readonly implicitProperties: ValueMap;
}

export const API_KINDS: readonly ApiKind[] = [
  {
    type: API_TYPE,
    eventType: "Api",
    reference: "RestApiId",
    implicitId: "ServerlessRestApi",
    implicitProperties: { StageName: "Prod" },
  },
  {
    type: HTTP_API_TYPE,
    eventType: "HttpApi",
    reference: "ApiId",
    implicitId: "ServerlessHttpApi",
    implicitProperties: {},
  },
];

/** Takes an API up, so that functions can add routes to it. */
export function startApi(resource: ServerlessResource): ExpandedApi {
  const own = isValueMap(resource.body["Properties"]) ? resource.body["Properties"] : {};
  const managed = !isTruthy(own["DefinitionBody"]) && !isTruthy(own["DefinitionUri"]);
  const given = resource.properties["DefinitionBody"];
  const document = managed ? skeleton(resource) : isValueMap(given) ? given : undefined;
  const edits = new DocumentEdits(document);
  return { ...resource, managed, document, edits, routeConditions: new Map() };
}

function skeleton({ body }: ServerlessResource): ValueMap {
  const info = written({ version: "1.0", title: written({ Ref: "AWS::StackName" }) });
  if (body["Type"] === HTTP_API_TYPE) return { openapi: "3.0.1", info, paths: {} };
  return written({ swagger: "2.0", info, paths: {} });
}

/** When all routes are there, a REST API that is to be OpenAPI 3 becomes it. */
export function finishRoutes({ document, edits, managed, properties }: ExpandedApi): void {
  if (document === undefined || !managed) return;
  edits.step(() => undefined);
  const given = properties["OpenApiVersion"];
  const version = writtenVersion(properties);
  if (document["swagger"] === undefined || !isVersion3(version)) return;
  if (version === given) edits.setFromTemplate(document, "openapi", String(version));
  else edits.setWritten(document, "openapi", String(version));
  edits.delete(document, "swagger");
}

/** `3.0` is a number for YAML; the real transform makes a text of it where the document is its own. */
function writtenVersion(properties: ValueMap): Value | undefined {
  const version = properties["OpenApiVersion"];
  if (typeof version !== "number") return version;
  const text = String(asWritten(properties, "OpenApiVersion"));
  if (!isVersion3(text)) return version;
  properties["OpenApiVersion"] = text;
  return text;
}

export function implicitApi(
  { type, implicitId, implicitProperties }: ApiKind,
  globals: ValueMap,
): ExpandedApi {
  const common = globals[type.slice("AWS::Serverless::".length)];
  return startApi({
    logicalId: implicitId,
    body: { Type: type },
    properties: withGlobals(type, isValueMap(common) ? common : {}, implicitProperties),
  });
}

/** What the functions behind an implicit API hand on to it. */
export function withAttributes(
  api: ExpandedApi,
  functions: readonly ServerlessResource[],
  context: ExpansionContext,
): ExpandedApi {
  const condition = anyOf([...api.routeConditions.values()], `${api.logicalId}Condition`, context);
  const policy = (name: string, strongestFirst: readonly string[]) => {
    const given = new Set(functions.map(({ body }) => body[name]));
    return strongestFirst.find((one) => given.has(one));
  };
  const deletion = policy("DeletionPolicy", ["Retain", "Delete"]);
  const replacement = policy("UpdateReplacePolicy", ["Retain", "Snapshot", "Delete"]);
  const attributes: [string, Value | undefined][] = [
    ["Condition", condition],
    ["DeletionPolicy", deletion],
    ["UpdateReplacePolicy", replacement],
  ];
  const body: ValueMap = { ...api.body };
  for (const [name, value] of attributes) if (value !== undefined) body[name] = value;
  return { ...api, body, properties: { ...api.properties, ...handedTags(functions, api) } };
}

/** Tags of functions that propagate them. */
function handedTags(functions: readonly ServerlessResource[], { properties }: ExpandedApi): ValueMap {
  const tags: ValueMap = {};
  for (const { properties: own } of functions) {
    if (isTruthy(own["PropagateTags"]) && isValueMap(own["Tags"])) Object.assign(tags, own["Tags"]);
  }
  if (Object.keys(tags).length === 0) return {};
  const common = isValueMap(properties["Tags"]) ? properties["Tags"] : {};
  return { Tags: { ...common, ...tags }, PropagateTags: true };
}
