import { unsupported } from "../../../../../core/errors.ts";
import { newModel } from "../apis/models.ts";
import type { HttpMethod, Method, MethodResponse, Resource, RestApi } from "../model/rest-api.ts";
import { assertMembers, importError, type Node, nodeAt, optionalNode, optionalText } from "./document.ts";
import { importIntegration } from "./integration.ts";
import { bodySchemas, importParameters } from "./parameters.ts";
import type { PathImport } from "./path-import.ts";
import { methodSecurity } from "./security.ts";

const MEMBERS: ReadonlySet<string> = new Set([
  "consumes",
  "deprecated",
  "description",
  "externalDocs",
  "operationId",
  "parameters",
  "produces",
  "requestBody",
  "responses",
  "schemes",
  "security",
  "summary",
  "tags",
  "x-amazon-apigateway-auth",
  "x-amazon-apigateway-integration",
  "x-amazon-apigateway-request-validator",
]);

export interface OperationNode {
  readonly operation: Node;
  readonly pathItem: Node;
  readonly httpMethod: HttpMethod;
  readonly resource: Resource;
}

/** One operation; inline body schemas become models of the API. */
export function importMethod(
  input: PathImport,
  start: RestApi,
  node: OperationNode,
): { readonly api: RestApi; readonly method: Method } {
  const { operation, httpMethod, resource } = node;
  const where = `paths.${resource.path}.${httpMethod.toLowerCase()}`;
  assertMembers(operation, MEMBERS, where);
  const { api, requestModels } = withBodyModels(input, start, node);
  const operationName = optionalText(operation["operationId"], where);
  const requestParameters = importParameters(input.document, node.pathItem, operation);
  const requestValidatorId = validatorOf(input.document, operation, api);
  const integration = operation["x-amazon-apigateway-integration"];
  const method: Method = {
    httpMethod,
    ...methodSecurity(operation, input.security, where),
    apiKeyRequired: false,
    ...(operationName === undefined ? {} : { operationName }),
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...(requestModels === undefined ? {} : { requestModels }),
    ...(requestValidatorId === undefined ? {} : { requestValidatorId }),
    methodResponses: importResponses(operation, where),
    ...(integration === undefined
      ? {}
      : {
          integration: importIntegration(integration, {
            resourceId: resource.id,
            method: httpMethod,
            path: resource.path,
            at: where,
          }),
        }),
  };
  return { api, method };
}

function validatorOf(document: Node, operation: Node, api: RestApi): string | undefined {
  const member = "x-amazon-apigateway-request-validator";
  const name = optionalText(operation[member], member) ?? optionalText(document[member], member);
  if (name === undefined) return undefined;
  const validator = api.requestValidators.find((it) => it.name === name);
  if (validator === undefined) throw importError(`Unable to find the request validator ${name}`);
  return validator.id;
}

function withBodyModels(
  input: PathImport,
  start: RestApi,
  node: OperationNode,
): { readonly api: RestApi; readonly requestModels: Record<string, string> | undefined } {
  const schemas = bodySchemas(input.document, node.pathItem, node.operation);
  if (schemas.length === 0) return { api: start, requestModels: undefined };
  let api = start;
  const requestModels: Record<string, string> = {};
  for (const { contentType, schema } of schemas) {
    const reference = optionalText(schema["$ref"], "$ref");
    if (reference !== undefined) {
      requestModels[contentType] = reference.slice(reference.lastIndexOf("/") + 1);
      continue;
    }
    const name = `MODEL${node.resource.id}${node.httpMethod}${api.models.length}`;
    const fields = { name, contentType, schema: JSON.stringify(schema) };
    api = { ...api, models: [...api.models, newModel(fields, input.control.randomness)] };
    requestModels[contentType] = name;
  }
  for (const name of Object.values(requestModels)) {
    if (!api.models.some((it) => it.name === name))
      throw importError(`Invalid model reference specified: ${name}`);
  }
  return { api, requestModels };
}

function importResponses(operation: Node, where: string): Record<string, MethodResponse> {
  const responses: Record<string, MethodResponse> = {};
  for (const [statusCode, value] of Object.entries(
    optionalNode(operation["responses"], `${where}.responses`),
  )) {
    if (statusCode === "default" || statusCode.startsWith("x-")) continue;
    if (!/^[1-5]\d\d$/.test(statusCode)) throw unsupported(`The response ${statusCode} at ${where}`);
    const headers = Object.keys(optionalNode(nodeAt(value, where)["headers"], `${where}.headers`));
    const parameters = headers.map((name) => [`method.response.header.${name}`, false] as const);
    responses[statusCode] = {
      statusCode,
      ...(headers.length === 0 ? {} : { responseParameters: Object.fromEntries(parameters) }),
    };
  }
  return responses;
}
