import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import type { ExpandedApi, ExpansionContext } from "../expansion/expansion-context.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { isTruthy } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import { isOpenApi } from "../swagger/document.ts";

const KEYS = ["AllowOrigins", "AllowHeaders", "AllowMethods", "ExposeHeaders", "MaxAge", "AllowCredentials"];
const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** CorsConfiguration → the document extension of API Gateway. */
export function addHttpCors(api: ExpandedApi, context: ExpansionContext): void {
  const { logicalId, properties, document, edits } = api;
  const given = resolveParameterRefs(properties["CorsConfiguration"] ?? null, context.parameters);
  if (!isTruthy(given)) return;
  const refuse = (message: string) => invalidResource(logicalId, message);
  if (document === undefined) {
    throw refuse("Cors works only with inline OpenApi specified in 'DefinitionBody' property.");
  }
  const cors = readCors(logicalId, given);
  if (!isOpenApi(document)) {
    throw refuse(
      "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  }
  const origins = cors["AllowOrigins"];
  if (cors["AllowCredentials"] === true && Array.isArray(origins) && origins.join() === "*") {
    throw refuse(
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set.",
    );
  }
  const written = edits.section(document, "x-amazon-apigateway-cors");
  const settings = isIntrinsic(origins) ? spelledForApiGateway(origins) : spelledSettings(cors);
  for (const [name, value] of Object.entries(settings)) edits.set(written, name, value);
}

function readCors(apiId: string, given: Value): ValueMap {
  if (given === true) return { AllowOrigins: ["*"] };
  if (isIntrinsic(given)) return { AllowOrigins: given };
  if (!isValueMap(given)) throw invalidResource(apiId, "Invalid value for 'Cors' property.");
  const unknown = Object.keys(given).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw invalidResource(apiId, `Invalid key '${unknown}' for 'Cors' property.`);
  return given;
}

/** A function call whose result is the configuration: SAM's names anywhere in it become API Gateway's. */
function spelledForApiGateway(call: ValueMap): ValueMap {
  let text = JSON.stringify(call);
  for (const name of KEYS) text = text.replaceAll(name, lowerFirst(name));
  return JSON.parse(text) as ValueMap;
}

function spelledSettings(cors: ValueMap): ValueMap {
  const spelled: ValueMap = {};
  for (const name of KEYS) {
    const value = cors[name] ?? null;
    const counts = name === "MaxAge" ? value !== null : isTruthy(value);
    if (counts && (name !== "AllowCredentials" || value === true)) spelled[lowerFirst(name)] = value;
  }
  return spelled;
}
