import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { type ApiDraft, defined } from "../draft.ts";
import { invalidResource } from "../errors.ts";
import { isTruthy } from "../python.ts";
import { isIntrinsic } from "../values.ts";
import { ANY_METHOD, assertPaths, INTEGRATION, isSwagger, itemsAt, pathsOf } from "./document.ts";

const KEYS = new Set(["AllowCredentials", "AllowHeaders", "AllowMethods", "AllowOrigin", "MaxAge"]);
const WILDCARD = "'*'";
const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** A mock OPTIONS on every path that has none, answering the preflight. */
export function addCors({ logicalId, properties, document }: ApiDraft): void {
  const given = properties["Cors"];
  if (!isTruthy(given)) return;
  if (document === undefined) {
    throw invalidResource(
      logicalId,
      "Cors works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  const cors = readCors(logicalId, given, document);
  assertPaths(document);
  for (const path of Object.keys(pathsOf(document))) {
    for (const item of itemsAt(document, path)) {
      if (item["options"] !== undefined) continue;
      if (!isTruthy(cors["AllowOrigin"])) {
        throw invalidResource(
          logicalId,
          "Structure of the SAM template is invalid. Invalid input. Value for AllowedOrigins is required",
        );
      }
      const methods = cors["AllowMethods"];
      item["options"] = preflight(cors, isTruthy(methods) ? methods : `'${allowedMethods(item)}'`);
    }
  }
}

function readCors(apiId: string, given: Value, document: ValueMap): ValueMap {
  const cors = corsMap(apiId, given);
  if (!isSwagger(document)) {
    throw invalidResource(
      apiId,
      "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  if (cors["AllowCredentials"] === true && cors["AllowOrigin"] === WILDCARD) {
    throw invalidResource(
      apiId,
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set",
    );
  }
  return cors;
}

function corsMap(apiId: string, given: Value): ValueMap {
  if (typeof given === "string") return { AllowOrigin: given };
  if (!isValueMap(given)) throw invalidResource(apiId, "Invalid value for 'Cors' property");
  const isCall: boolean = isIntrinsic(given);
  if (isCall) return { AllowOrigin: given };
  const unknown = Object.keys(given).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw invalidResource(apiId, `Invalid key '${unknown}' for 'Cors' property.`);
  return { AllowOrigin: WILDCARD, ...given };
}

function allowedMethods(item: ValueMap): string {
  const methods = Object.keys(item);
  if (methods.includes(ANY_METHOD)) return ALL_METHODS.join(",");
  return [...new Set([...methods.map((method) => method.toUpperCase()), "OPTIONS"])].sort().join(",");
}

function preflight(cors: ValueMap, methods: Value): ValueMap {
  const values = defined({
    "Access-Control-Allow-Origin": cors["AllowOrigin"],
    "Access-Control-Allow-Headers": isTruthy(cors["AllowHeaders"]) ? cors["AllowHeaders"] : undefined,
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Max-Age": cors["MaxAge"],
    "Access-Control-Allow-Credentials": cors["AllowCredentials"] === true ? "'true'" : undefined,
  });
  const types = Object.keys(values).map((name): [string, Value] => [
    name,
    { type: name === "Access-Control-Max-Age" ? "integer" : "string" },
  ]);
  const parameters = Object.entries(values).map(([name, value]): [string, Value] => [
    `method.response.header.${name}`,
    value,
  ]);
  return {
    summary: "CORS support",
    consumes: ["application/json"],
    produces: ["application/json"],
    [INTEGRATION]: {
      type: "mock",
      requestTemplates: { "application/json": '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: "200",
          responseParameters: Object.fromEntries(parameters),
          responseTemplates: { "application/json": "{}\n" },
        },
      },
    },
    responses: {
      "200": { description: "Default response for CORS method", headers: Object.fromEntries(types) },
    },
  };
}
