import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { type ApiDraft, defined } from "../draft.ts";
import { invalidResource } from "../errors.ts";
import { isIntrinsic } from "../globals.ts";
import { ANY_METHOD, INTEGRATION, pathsOf } from "./paths.ts";

const KEYS = new Set(["AllowCredentials", "AllowHeaders", "AllowMethods", "AllowOrigin", "MaxAge"]);
const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** A mock OPTIONS on every path that has none, answering the preflight. */
export function addCors(api: ApiDraft): void {
  const given = api.properties["Cors"];
  if (given === undefined) return;
  const cors = readCors(api.logicalId, given);
  for (const item of Object.values(pathsOf(api.document))) {
    if (!isValueMap(item) || item["options"] !== undefined) continue;
    item["options"] = preflight(cors, cors["AllowMethods"] ?? `'${allowedMethods(item)}'`);
  }
}

function readCors(apiId: string, given: Value): ValueMap {
  if (typeof given === "string" || isIntrinsic(given)) return { AllowOrigin: given };
  if (!isValueMap(given)) throw invalidResource(apiId, "Invalid value for 'Cors' property");
  const unknown = Object.keys(given).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw invalidResource(apiId, `Invalid key '${unknown}' for 'Cors' property.`);
  const origin = given["AllowOrigin"];
  if (given["AllowCredentials"] === true && (origin === undefined || origin === "'*'")) {
    throw invalidResource(
      apiId,
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set",
    );
  }
  if (origin === undefined)
    throw invalidResource(apiId, "Invalid input. Value for AllowedOrigins is required");
  return given;
}

function allowedMethods(item: ValueMap): string {
  const methods = Object.keys(item);
  if (methods.includes(ANY_METHOD)) return ALL_METHODS.join(",");
  return [...new Set([...methods.map((method) => method.toUpperCase()), "OPTIONS"])].sort().join(",");
}

function preflight(cors: ValueMap, methods: Value): ValueMap {
  const values = defined({
    "Access-Control-Allow-Origin": cors["AllowOrigin"],
    "Access-Control-Allow-Headers": cors["AllowHeaders"],
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
