import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, setMember, type ValueMap, valueMap } from "../../template/value.ts";
import { type ApiDraft, defined } from "../draft.ts";
import { invalidResource } from "../errors.ts";
import { mapAt } from "../expect.ts";
import { isTruthy, pythonType } from "../python.ts";
import { KeyTable } from "../python-print/key-table.ts";
import { firstTable, made } from "../python-print/origins.ts";
import { isIntrinsic } from "../values.ts";
import { isSwagger, section } from "./document.ts";

const KEYS = ["ResponseParameters", "ResponseTemplates", "StatusCode"];
const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ["Headers", "header"],
  ["Paths", "path"],
  ["QueryStrings", "querystring"],
]);

/** GatewayResponses → the document extension of API Gateway. */
export function addGatewayResponses({ logicalId, properties, document, history }: ApiDraft): void {
  const responses = properties["GatewayResponses"];
  if (!isValueMap(responses) || !isTruthy(responses)) return;
  if (document === undefined) {
    throw invalidResource(
      logicalId,
      "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  // Once for the map of the template, once more for the map that the real transform makes of it.
  const names = KeyTable.of(firstTable(responses).keys()).keys();
  const checked = names.map((name) => [name, check(logicalId, name, responses[name] ?? null)] as const);
  if (!isSwagger(document)) {
    throw invalidResource(
      logicalId,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  history.edit(document, () => {
    const written = section(document, "x-amazon-apigateway-gateway-responses");
    for (const [name, response] of checked) setMember(written, name, translate(logicalId, name, response));
  });
}

function check(apiId: string, name: string, response: Value): ValueMap {
  if (isIntrinsic(response)) {
    throw invalidResource(
      apiId,
      "Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field.",
    );
  }
  if (!isValueMap(response)) {
    throw invalidResource(
      apiId,
      `Invalid property type '${pythonType(response, "u")}' for GatewayResponses. Expected an object of type 'GatewayResponse'.`,
    );
  }
  const unknown = Object.keys(response).find((key) => !KEYS.includes(key));
  if (unknown === undefined) return response;
  throw invalidResource(apiId, `Invalid property '${unknown}' in 'GatewayResponses' property '${name}'.`);
}

function translate(apiId: string, name: string, response: ValueMap): ValueMap {
  const status = response["StatusCode"] ?? null;
  const path = `GatewayResponses.${name}.ResponseParameters`;
  const refuse = (message: string) => invalidResource(apiId, message);
  const given = response["ResponseParameters"];
  const written = isTruthy(given) ? parameters(apiId, mapAt(given, path, refuse)) : {};
  if (isTruthy(status) && !/^[0-9]{1,3}$/.test(String(status))) {
    throw refuse("Property 'StatusCode' must be numeric");
  }
  return made(
    defined({
      responseParameters: written,
      responseTemplates: isTruthy(response["ResponseTemplates"]) ? response["ResponseTemplates"] : {},
      statusCode: status === null ? undefined : String(status),
    }),
    ["responseTemplates"],
  );
}

function parameters(apiId: string, given: ValueMap): ValueMap {
  const unknown = Object.keys(given).find((kind) => !LOCATIONS.has(kind));
  if (unknown !== undefined) throw invalidResource(apiId, `Invalid gateway response parameter '${unknown}'`);
  const entries = [...LOCATIONS].flatMap(([kind, location]) => {
    const refuse = (message: string) => invalidResource(apiId, message);
    const values = mapAt(given[kind] ?? {}, `ResponseParameters.${kind}`, refuse);
    return firstTable(values)
      .keys()
      .map((name) => [`gatewayresponse.${location}.${name}`, values[name] ?? null] as const);
  });
  return valueMap(entries);
}
