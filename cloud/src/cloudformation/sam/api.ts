import type { Value } from "../../core/ports/resource-provider.ts";
import { canonicalJson, isValueMap, type ValueMap } from "../template/value.ts";
import { API_PROPERTIES } from "./data/properties.ts";
import {
  type ApiDraft,
  assertProperties,
  type Draft,
  defined,
  IMPLICIT_API,
  passedOn,
  type ServerlessResource,
  tagList,
} from "./draft.ts";
import { invalidResource, notSupportedHere } from "./errors.ts";
import { resolveParameterRefs } from "./parameter-refs.ts";
import { addAuthorizers } from "./swagger/authorizers.ts";
import { implicitApiCondition, wrapConditions } from "./swagger/conditions.ts";
import { addCors } from "./swagger/cors.ts";
import { addGatewayResponses } from "./swagger/gateway-responses.ts";
import { toOpenApi } from "./swagger/open-api.ts";
import { addModels } from "./swagger/request-models.ts";
import { hash, idPart } from "./version-alias.ts";

/** Takes an API up, so that functions can add routes to it. */
export function draftApi(resource: ServerlessResource): ApiDraft {
  assertProperties(resource, API_PROPERTIES);
  const { logicalId, properties } = resource;
  if (properties["StageName"] === undefined) {
    throw invalidResource(logicalId, "Missing required property 'StageName'.");
  }
  const body = properties["DefinitionBody"];
  if (body !== undefined && !isValueMap(body)) {
    throw invalidResource(logicalId, "Type of property 'DefinitionBody' is invalid.");
  }
  if (isValueMap(body) && body["Fn::Transform"] !== undefined) {
    throw notSupportedHere(logicalId, "Fn::Transform in DefinitionBody");
  }
  const managed = body === undefined;
  return {
    ...resource,
    managed,
    document: body ?? emptyDocument(),
    routeConditions: new Map(),
  };
}

function emptyDocument(): ValueMap {
  return { swagger: "2.0", info: { version: "1.0", title: { Ref: "AWS::StackName" } }, paths: {} };
}

/** The API whose routes name no other; exists only when a function has such a route. */
export function implicitApi(globals: (properties: ValueMap) => ValueMap): ServerlessResource {
  return {
    logicalId: IMPLICIT_API,
    body: { Type: "AWS::Serverless::Api" },
    properties: globals({ StageName: "Prod" }),
  };
}

/** AWS::Serverless::Api → REST API, deployment, stage. */
export function expandApi(api: ApiDraft, draft: Draft): void {
  addModels(api);
  addCors(api);
  addAuthorizers(api, draft);
  addGatewayResponses(api);
  addDocumentSettings(api, draft);
  const condition = api.logicalId === IMPLICIT_API ? implicitApiCondition(api, draft) : undefined;
  wrapConditions(api, draft);
  const version = openApiVersion(api, draft);
  const isOpenApi = version !== undefined && /^3(\.\d+){1,2}$/.test(version);
  const document = isOpenApi ? toOpenApi(api.document, version) : api.document;
  const body = condition === undefined ? api.body : { ...api.body, Condition: condition };
  draft.resources.set(api.logicalId, restApi(api, body, document));
  addStage(api, { draft, body, document, version });
}

function openApiVersion({ logicalId, properties }: ApiDraft, draft: Draft): string | undefined {
  const given = properties["OpenApiVersion"];
  if (given === undefined) return undefined;
  const version = String(resolveParameterRefs(given, draft.parameters));
  if (/^[23](\.\d+){1,2}$/.test(version)) return version;
  throw invalidResource(logicalId, "The OpenApiVersion value must be of the format '3.0.0'.");
}

function addDocumentSettings({ properties, document }: ApiDraft, draft: Draft): void {
  const media = properties["BinaryMediaTypes"];
  if (Array.isArray(media)) {
    const types = resolveParameterRefs(media, draft.parameters);
    document["x-amazon-apigateway-binary-media-types"] = Array.isArray(types)
      ? types.map((type) => (typeof type === "string" ? type.replaceAll("~1", "/") : type))
      : types;
  }
  const disabled = properties["DisableExecuteApiEndpoint"];
  if (disabled !== undefined) {
    document["x-amazon-apigateway-endpoint-configuration"] = { disableExecuteApiEndpoint: disabled };
  }
}

function restApi({ properties }: ApiDraft, body: ValueMap, document: ValueMap): ValueMap {
  const endpoint = properties["EndpointConfiguration"];
  const type = isValueMap(endpoint) && endpoint["Type"] !== undefined ? endpoint["Type"] : endpoint;
  const vpcEndpoints = isValueMap(endpoint) ? endpoint["VPCEndpointIds"] : undefined;
  const { Properties: _properties, ...attributes } = body;
  return {
    ...attributes,
    Type: "AWS::ApiGateway::RestApi",
    Properties: defined({
      Body: document,
      Name: properties["Name"],
      Description: properties["Description"],
      ApiKeySourceType: properties["ApiKeySourceType"],
      BinaryMediaTypes: properties["BinaryMediaTypes"],
      FailOnWarnings: properties["FailOnWarnings"],
      MinimumCompressionSize: properties["MinimumCompressionSize"],
      EndpointConfiguration:
        type === undefined ? undefined : defined({ Types: [type], VpcEndpointIds: vpcEndpoints }),
      Parameters: type === undefined ? undefined : { endpointConfigurationTypes: type },
    }),
  };
}

interface StageOptions {
  readonly draft: Draft;
  readonly body: ValueMap;
  readonly document: ValueMap;
  readonly version: string | undefined;
}

const STAGE_PROPERTIES = [
  "AccessLogSetting",
  "CacheClusterEnabled",
  "CacheClusterSize",
  "MethodSettings",
  "StageName",
  "TracingEnabled",
  "Variables",
];

/**
 * A deployment whose logical id changes with the document, so that every change is deployed, and
 * the stage that shows it. Without OpenApiVersion the deployment makes a stray stage `Stage`.
 */
function addStage({ logicalId, properties }: ApiDraft, options: StageOptions): void {
  const { draft, body, document, version } = options;
  const digest = hash(canonicalJson({ document, version: version ?? "" }));
  const deploymentId = `${logicalId}Deployment${digest.slice(0, 10)}`;
  const stageName = properties["StageName"];
  const stageId =
    typeof stageName === "string" ? `${logicalId}${idPart(stageName)}Stage` : `${logicalId}Stage`;
  const attributes = passedOn(body);
  draft.resources.set(deploymentId, {
    Type: "AWS::ApiGateway::Deployment",
    ...attributes,
    Properties: defined({
      Description: `RestApi deployment id: ${digest}`,
      RestApiId: { Ref: logicalId },
      StageName: version === undefined ? "Stage" : undefined,
    }),
  });
  const copied: Record<string, Value | undefined> = {};
  for (const name of STAGE_PROPERTIES) copied[name] = properties[name];
  const tags = tagList(properties["Tags"]);
  draft.resources.set(stageId, {
    Type: "AWS::ApiGateway::Stage",
    ...attributes,
    Properties: defined({
      ...copied,
      DeploymentId: { Ref: deploymentId },
      RestApiId: { Ref: logicalId },
      Tags: tags.length === 0 ? undefined : tags,
    }),
  });
  draft.aliases.set(`${logicalId}.Deployment`, deploymentId);
  draft.aliases.set(`${logicalId}.Stage`, stageId);
}
