import type { Value } from "../../../core/ports/resource-provider.ts";
import { inheritProvenance, isTemplateString, setWritten, written } from "../../edits/provenance.ts";
import { isValueMap, type ValueMap, valueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import type { ExpandedApi, ExpansionContext } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import { ANY_METHOD, assertPaths, INTEGRATION, isSwagger, itemsAt, pathsOf } from "./document.ts";

const KEYS = new Set(["AllowCredentials", "AllowHeaders", "AllowMethods", "AllowOrigin", "MaxAge"]);
const WILDCARD = "'*'";
const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

const PARAMETER = "method.response.header.";
const HEADERS = [
  { name: "Access-Control-Allow-Origin", setting: "AllowOrigin", type: "string" },
  { name: "Access-Control-Allow-Headers", setting: "AllowHeaders", type: "string" },
  { name: "Access-Control-Allow-Methods", setting: "AllowMethods", type: "string" },
  { name: "Access-Control-Max-Age", setting: "MaxAge", type: "integer" },
  { name: "Access-Control-Allow-Credentials", setting: "AllowCredentials", type: "string" },
] as const;

/** A mock OPTIONS on every path that has none, answering the preflight. */
export function addCors(api: ExpandedApi, { order }: ExpansionContext): void {
  const { logicalId, properties, document } = api;
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
  api.edits.step(() => addPreflights(api, order.keysIn(api.edits, pathsOf(document)), cors));
}

function withoutSlashesAtEnd(path: string): string {
  let end = path.length;
  while (path.charAt(end - 1) === "/") end -= 1;
  return path.slice(0, end);
}

function addPreflights(api: ExpandedApi, paths: readonly string[], cors: ValueMap): void {
  const done = new Set<string>();
  for (const path of paths) {
    // For API Gateway a slash at the end makes no other path.
    const plain = path === "/" ? path : withoutSlashesAtEnd(path);
    if (done.has(plain)) continue;
    done.add(plain);
    addPreflight(api, itemsAt(api.document ?? {}, path), cors);
  }
}

function addPreflight({ logicalId, edits }: ExpandedApi, items: readonly ValueMap[], cors: ValueMap): void {
  let settings = cors;
  for (const item of items) {
    if (item["options"] !== undefined) continue;
    if (!isTruthy(cors["AllowOrigin"])) {
      throw invalidResource(
        logicalId,
        "Structure of the SAM template is invalid. Invalid input. Value for AllowedOrigins is required",
      );
    }
    if (!isTruthy(settings["AllowMethods"])) {
      settings = inheritProvenance({ ...cors }, cors);
      setWritten(settings, "AllowMethods", `'${allowedMethods(item)}'`);
    }
    edits.setWritten(item, "options", preflight(settings));
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
  if (typeof given === "string") return written({ AllowOrigin: given }, ["AllowOrigin"]);
  if (!isValueMap(given)) throw invalidResource(apiId, "Invalid value for 'Cors' property");
  const isCall: boolean = isIntrinsic(given);
  if (isCall) return written({ AllowOrigin: given });
  const unknown = Object.keys(given).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw invalidResource(apiId, `Invalid key '${unknown}' for 'Cors' property.`);
  return written({ AllowOrigin: WILDCARD, ...given }, Object.keys(given));
}

function allowedMethods(item: ValueMap): string {
  const methods = Object.keys(item);
  if (methods.includes(ANY_METHOD)) return ALL_METHODS.join(",");
  return [...new Set([...methods.map((method) => method.toUpperCase()), "OPTIONS"])].sort().join(",");
}

function preflight(cors: ValueMap): ValueMap {
  const headers = HEADERS.filter(({ setting }) => isSet(setting, cors[setting]));
  const types = headers.map(({ name, type }) => [name, written({ type })] as const);
  const parameters = headers.map(({ name, setting }) => {
    const value = setting === "AllowCredentials" ? "'true'" : (cors[setting] ?? null);
    return [PARAMETER + name, value] as const;
  });
  const given = headers.filter(
    ({ setting }) => setting !== "AllowCredentials" && isTemplateString(cors, setting),
  );
  return written({
    summary: "CORS support",
    consumes: written(["application/json"]),
    produces: written(["application/json"]),
    [INTEGRATION]: written({
      type: "mock",
      requestTemplates: written({ "application/json": '{\n  "statusCode" : 200\n}\n' }),
      responses: written({
        default: written({
          statusCode: "200",
          responseParameters: written(
            valueMap(parameters),
            given.map(({ name }) => PARAMETER + name),
          ),
          responseTemplates: written({ "application/json": "{}\n" }),
        }),
      }),
    }),
    responses: written({
      "200": written({ description: "Default response for CORS method", headers: written(valueMap(types)) }),
    }),
  });
}

/** MaxAge may be nought; what is empty otherwise makes no header. */
function isSet(setting: string, value: Value | undefined): boolean {
  if (setting === "MaxAge") return value !== undefined && value !== null;
  return setting === "AllowCredentials" ? value === true : isTruthy(value);
}
