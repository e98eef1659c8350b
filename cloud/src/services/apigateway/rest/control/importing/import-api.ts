import { unsupported } from "../../../../../core/errors.ts";
import { assertModels } from "../apis/models.ts";
import { expandPolicy } from "../apis/policy.ts";
import type { Control } from "../model/control.ts";
import type { RestApi } from "../model/rest-api.ts";
import {
  assertMembers,
  importError,
  type Node,
  nodeAt,
  optionalNode,
  optionalScalar,
  optionalText,
} from "./document.ts";
import { importGatewayResponses } from "./gateway-responses.ts";
import { importModels } from "./models.ts";
import { importPaths } from "./paths.ts";
import { importSecurity } from "./security.ts";
import { importValidators } from "./validators.ts";

const MEMBERS: ReadonlySet<string> = new Set([
  "basePath",
  "components",
  "consumes",
  "definitions",
  "externalDocs",
  "host",
  "info",
  "openapi",
  "parameters",
  "paths",
  "produces",
  "responses",
  "schemes",
  "securityDefinitions",
  "servers",
  "swagger",
  "tags",
  "x-amazon-apigateway-api-key-source",
  "x-amazon-apigateway-binary-media-types",
  "x-amazon-apigateway-gateway-responses",
  "x-amazon-apigateway-policy",
  "x-amazon-apigateway-request-validator",
  "x-amazon-apigateway-request-validators",
]);

const COMPONENTS: ReadonlySet<string> = new Set([
  "examples",
  "headers",
  "parameters",
  "requestBodies",
  "responses",
  "schemas",
  "securitySchemes",
]);

/**
 * The API with everything the document describes instead of what it had (mode `overwrite`).
 * Ids of resources and authorizers that stay are kept.
 * @throws BadRequestException for a malformed document, UnsupportedOperationException by name
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function importApi(control: Control, api: RestApi, body: unknown): RestApi {
  const document = nodeAt(body, "The document");
  assertVersion(document);
  assertMembers(document, MEMBERS, "");
  assertMembers(optionalNode(document["components"], "components"), COMPONENTS, "components");
  const emptied: RestApi = {
    ...withDocumentSettings(control, api, document),
    resources: api.resources
      .filter((it) => it.id === api.rootResourceId)
      .map((it) => ({ ...it, methods: {} })),
    gatewayResponses: importGatewayResponses(document),
    requestValidators: importValidators(document, api, control.randomness),
    models: importModels(document, api, control.randomness),
  };
  const security = importSecurity(document, api, control.randomness);
  const secured = { ...emptied, authorizers: security.authorizers };
  const complete = importPaths({ control, document, before: api, security }, secured);
  assertModels(complete.models);
  return complete;
}

/** Name the document gives the API, for imports that name none. */
export function titleOf(body: unknown): string | undefined {
  const info = optionalNode(nodeAt(body, "The document")["info"], "info");
  return optionalScalar(info["title"], "info.title");
}

/** `2.0` and `3.0` that are not quoted arrive as 2 and 3. */
function assertVersion(document: Node): void {
  const { swagger, openapi } = document;
  if (swagger !== undefined && /^2(\.0)?$/.test(String(swagger))) return;
  if (swagger === undefined && /^3(\.0(\.\d+)?)?$/.test(String(openapi))) return;
  throw importError("Invalid OpenAPI input: only swagger 2.0 and openapi 3.0.x");
}

function withDocumentSettings(control: Control, api: RestApi, document: Node): RestApi {
  const info = optionalNode(document["info"], "info");
  const description = optionalScalar(info["description"], "info.description");
  const version = optionalScalar(info["version"], "info.version");
  const source = optionalText(document["x-amazon-apigateway-api-key-source"], "api-key-source");
  if (source !== undefined && source !== "HEADER") throw unsupported(`The API key source ${source}`);
  const policy = document["x-amazon-apigateway-policy"];
  const types = document["x-amazon-apigateway-binary-media-types"];
  return {
    ...api,
    ...(description === undefined ? {} : { description }),
    ...(version === undefined ? {} : { version }),
    ...(types === undefined ? {} : { binaryMediaTypes: binaryTypes(types) }),
    ...(policy === undefined ? {} : { policy: expandPolicy(JSON.stringify(policy), api.id, control.scope) }),
  };
}

function binaryTypes(value: unknown): string[] {
  if (!Array.isArray(value)) throw importError("x-amazon-apigateway-binary-media-types must be a list");
  return value.map((type) => String(type).replaceAll("~1", "/"));
}
