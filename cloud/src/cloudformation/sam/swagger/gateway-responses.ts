import type { Value } from "../../../core/ports/resource-provider.ts";
import { keyStepsOf } from "../../edits/key-steps.ts";
import { written } from "../../edits/provenance.ts";
import type { TransformOrder } from "../../edits/transform-order.ts";
import { isValueMap, type ValueMap, valueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import { defined, type ExpandedApi, type ExpansionContext } from "../expansion/expansion-context.ts";
import { mapAt } from "../expansion/expect.ts";
import { isTruthy, pythonType } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import { assertPaths, isSwagger } from "./document.ts";

const KEYS = ["ResponseParameters", "ResponseTemplates", "StatusCode"];
const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ["Headers", "header"],
  ["Paths", "path"],
  ["QueryStrings", "querystring"],
]);

/** GatewayResponses → the document extension of API Gateway. */
export function addGatewayResponses(api: ExpandedApi, { order }: ExpansionContext): void {
  const { logicalId, properties, document, edits } = api;
  const responses = properties["GatewayResponses"];
  if (!isValueMap(responses) || !isTruthy(responses)) return;
  if (document === undefined) {
    throw invalidResource(
      logicalId,
      "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  // Once for the map of the template, once more for the map that the real transform makes of it.
  const names = order.keysAfter([{ kind: "walk", steps: keyStepsOf(responses) }]);
  const checked = names.map((name) => [name, check(logicalId, name, responses[name] ?? null)] as const);
  if (!isSwagger(document)) {
    throw invalidResource(
      logicalId,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  assertPaths(document);
  edits.step(() => {
    const all = edits.section(document, "x-amazon-apigateway-gateway-responses");
    for (const [name, response] of checked)
      edits.set(all, name, translate({ logicalId, name, order }, response));
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

interface ResponsePlace {
  readonly logicalId: string;
  readonly name: string;
  readonly order: TransformOrder;
}

function translate({ logicalId: apiId, name, order }: ResponsePlace, response: ValueMap): ValueMap {
  const status = response["StatusCode"] ?? null;
  const path = `GatewayResponses.${name}.ResponseParameters`;
  const refuse = (message: string) => invalidResource(apiId, message);
  const given = response["ResponseParameters"];
  const moved = isTruthy(given) ? parameters(apiId, mapAt(given, path, refuse), order) : {};
  if (isTruthy(status) && !/^[0-9]{1,3}$/.test(String(status))) {
    throw refuse("Property 'StatusCode' must be numeric");
  }
  return written(
    defined({
      responseParameters: moved,
      responseTemplates: isTruthy(response["ResponseTemplates"]) ? response["ResponseTemplates"] : {},
      statusCode: status === null ? undefined : String(status),
    }),
    ["responseTemplates"],
  );
}

function parameters(apiId: string, given: ValueMap, order: TransformOrder): ValueMap {
  const unknown = Object.keys(given).find((kind) => !LOCATIONS.has(kind));
  if (unknown !== undefined) throw invalidResource(apiId, `Invalid gateway response parameter '${unknown}'`);
  const entries = [...LOCATIONS].flatMap(([kind, location]) => {
    const refuse = (message: string) => invalidResource(apiId, message);
    const values = mapAt(given[kind] ?? {}, `ResponseParameters.${kind}`, refuse);
    return order
      .keysAfter(keyStepsOf(values))
      .map((name) => [`gatewayresponse.${location}.${name}`, values[name] ?? null] as const);
  });
  return valueMap(entries);
}
