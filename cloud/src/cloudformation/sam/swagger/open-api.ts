import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../../template/value.ts";
import { pathsOf } from "./paths.ts";

/** A Swagger 2.0 document as OpenAPI 3, as far as the transform writes such documents. */
export function toOpenApi(document: ValueMap, version: string): ValueMap {
  const { swagger: _swagger, securityDefinitions, definitions, components: known, ...rest } = document;
  const components: ValueMap = isValueMap(known) ? { ...known } : {};
  if (securityDefinitions !== undefined) components["securitySchemes"] = securityDefinitions;
  if (definitions !== undefined) components["schemas"] = definitions;
  return {
    openapi: version,
    ...rest,
    paths: valueMap(Object.entries(pathsOf(document)).map(([path, item]) => [path, pathItem(item)] as const)),
    ...(Object.keys(components).length === 0 ? {} : { components }),
  };
}

function pathItem(item: Value): Value {
  if (!isValueMap(item)) return item;
  return valueMap(
    Object.entries(item).map(([method, operation]) => [method, convert(method, operation)] as const),
  );
}

function convert(method: string, operation: Value): Value {
  if (!isValueMap(operation)) return operation;
  const { consumes, produces, ...rest } = operation;
  const kept = method === "options" ? rest : operation;
  return withRequestBody(method === "options" ? withHeaderSchemas(kept) : kept);
}

function withHeaderSchemas(operation: ValueMap): ValueMap {
  const responses = operation["responses"];
  const ok = isValueMap(responses) ? member(responses, "200") : undefined;
  const headers = isValueMap(ok) ? member(ok, "headers") : undefined;
  if (!isValueMap(responses) || !isValueMap(ok) || !isValueMap(headers)) return operation;
  const typed = Object.entries(headers).map(([name, type]) => [name, { schema: type }] as const);
  return { ...operation, responses: { ...responses, "200": { ...ok, headers: valueMap(typed) } } };
}

/** OpenAPI 3 has no body parameter. */
function withRequestBody(operation: ValueMap): ValueMap {
  const parameters = operation["parameters"];
  if (!Array.isArray(parameters)) return operation;
  const isBody = (parameter: Value): parameter is ValueMap =>
    isValueMap(parameter) && parameter["in"] === "body";
  const body = parameters.find(isBody);
  if (body === undefined) return operation;
  const reference = isValueMap(body["schema"]) ? String(body["schema"]["$ref"]) : "";
  const others = parameters.filter((parameter) => !isBody(parameter));
  const { parameters: _parameters, ...rest } = operation;
  return {
    ...rest,
    ...(others.length === 0 ? {} : { parameters: others }),
    requestBody: {
      content: {
        "application/json": {
          schema: { $ref: reference.replace("#/definitions/", "#/components/schemas/") },
        },
      },
      ...(body["required"] === undefined ? {} : { required: body["required"] }),
    },
  };
}
