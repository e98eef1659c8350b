import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap, valueMap } from "../../template/value.ts";
import { type ApiDraft, defined } from "../draft.ts";
import { invalidResource } from "../errors.ts";

const KEYS = ["ResponseParameters", "ResponseTemplates", "StatusCode"];
const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ["Headers", "header"],
  ["Paths", "path"],
  ["QueryStrings", "querystring"],
]);

/** GatewayResponses → the document extension of API Gateway. */
export function addGatewayResponses({ logicalId, properties, document }: ApiDraft): void {
  const responses = properties["GatewayResponses"];
  if (responses === undefined) return;
  if (!isValueMap(responses)) {
    throw invalidResource(logicalId, "Invalid value for 'GatewayResponses' property");
  }
  document["x-amazon-apigateway-gateway-responses"] = valueMap(
    Object.entries(responses).map(
      ([name, response]) => [name, translate(logicalId, name, response)] as const,
    ),
  );
}

function translate(apiId: string, name: string, response: Value): ValueMap {
  if (!isValueMap(response)) {
    throw invalidResource(apiId, `Property 'GatewayResponses.${name}' should be a map.`);
  }
  const unknown = Object.keys(response).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw invalidResource(apiId, `Invalid property '${unknown}' in 'GatewayResponses' property '${name}'.`);
  }
  const status = response["StatusCode"];
  if (status !== undefined && !isValueMap(status) && !/^\d{1,3}$/.test(String(status))) {
    throw invalidResource(apiId, "Property 'StatusCode' must be numeric");
  }
  return defined({
    responseParameters: parameters(apiId, response["ResponseParameters"]),
    responseTemplates: response["ResponseTemplates"] ?? {},
    statusCode: status === undefined || isValueMap(status) ? status : String(status),
  });
}

function parameters(apiId: string, given: Value | undefined): ValueMap {
  const entries: [string, Value][] = [];
  for (const [kind, values] of Object.entries(isValueMap(given) ? given : {})) {
    const location = LOCATIONS.get(kind);
    if (location === undefined) {
      throw invalidResource(apiId, `Invalid gateway response parameter '${kind}'`);
    }
    if (!isValueMap(values)) continue;
    for (const [name, value] of Object.entries(values)) {
      entries.push([`gatewayresponse.${location}.${name}`, value]);
    }
  }
  return valueMap(entries);
}
