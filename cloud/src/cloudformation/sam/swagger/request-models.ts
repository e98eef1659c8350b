import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap, valueMap } from "../../template/value.ts";
import { type ApiDraft, defined } from "../draft.ts";
import { invalidEvent, invalidResource, notSupportedHere } from "../errors.ts";
import type { RouteOptions } from "./paths.ts";

const VALIDATORS = "x-amazon-apigateway-request-validators";
const MODEL_KEYS = new Set(["Model", "Required", "ValidateBody", "ValidateParameters"]);
const PARAMETER_PLACES: ReadonlyMap<string, string> = new Map([
  ["header", "header"],
  ["path", "path"],
  ["querystring", "query"],
]);

/** Models → `definitions`, names in lower case as the real transform writes them. */
export function addModels({ logicalId, properties, document }: ApiDraft): void {
  const models = properties["Models"];
  if (models === undefined) return;
  if (!isValueMap(models)) throw invalidResource(logicalId, "Invalid value for 'Models' property");
  const known = isValueMap(document["definitions"]) ? document["definitions"] : {};
  const added = Object.entries(models).map(([name, model]) => [name.toLowerCase(), model] as const);
  document["definitions"] = valueMap([...Object.entries(known), ...added]);
}

/** The body of a route is described by a model and, when asked, validated. */
export function addRequestModel(api: ApiDraft, operation: ValueMap, options: RouteOptions): void {
  const { target, eventId, path, method } = options;
  const request = options.properties["RequestModel"];
  if (request === undefined) return;
  const fail = (reason: string) =>
    invalidEvent(
      target.logicalId,
      eventId,
      `Unable to set RequestModel [${isValueMap(request) ? String(request["Model"]) : ""}] on API method [${method}] for path [${path}] because ${reason}`,
    );
  if (!isValueMap(request)) throw fail("it is no dictionary.");
  const unknown = Object.keys(request).find((key) => !MODEL_KEYS.has(key));
  if (unknown !== undefined) throw notSupportedHere(target.logicalId, `RequestModel.${unknown}`);
  const models = api.properties["Models"];
  if (!isValueMap(models)) throw fail("the related API does not define any Models.");
  const model = String(request["Model"]);
  if (!Object.hasOwn(models, model)) throw fail("it wasn't defined in the API's Models.");
  const name = model.toLowerCase();
  const body = defined({
    in: "body",
    name,
    required: request["Required"],
    schema: { $ref: `#/definitions/${name}` },
  });
  operation["parameters"] = [...parametersOf(operation), body];
  addValidator(api, operation, request);
}

function addValidator({ document }: ApiDraft, operation: ValueMap, request: ValueMap): void {
  const { ValidateBody: validateBody, ValidateParameters: validateParameters } = request;
  if (validateBody === undefined && validateParameters === undefined) return;
  const body = validateBody === true;
  const parameters = validateParameters === true;
  const name = body ? (parameters ? "full" : "body-only") : parameters ? "params-only" : "no-validation";
  const known = isValueMap(document[VALIDATORS]) ? document[VALIDATORS] : {};
  document[VALIDATORS] = {
    ...known,
    [name]: { validateRequestBody: body, validateRequestParameters: parameters },
  };
  operation["x-amazon-apigateway-request-validator"] = name;
}

/** `method.request.querystring.q` or `{ method.request.header.h: { Required: true } }`. */
export function addRequestParameters(operation: ValueMap, options: RouteOptions): void {
  const given = options.properties["RequestParameters"];
  if (given === undefined) return;
  const list = Array.isArray(given) ? given : [given];
  operation["parameters"] = [...parametersOf(operation), ...list.map((item) => parameter(item, options))];
}

function parameter(item: Value, { target, eventId }: RouteOptions): Value {
  const [name = "", settings = {}] = isValueMap(item) ? (Object.entries(item)[0] ?? []) : [String(item)];
  const [method, request, place = "", ...rest] = name.split(".");
  const location = PARAMETER_PLACES.get(place);
  if (method !== "method" || request !== "request" || location === undefined || rest.length === 0) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      "Invalid value for 'RequestParameters' property. Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.",
    );
  }
  const options = isValueMap(settings) ? settings : {};
  if (options["Caching"] !== undefined) throw notSupportedHere(target.logicalId, "RequestParameters Caching");
  return {
    name: rest.join("."),
    in: location,
    type: "string",
    required: options["Required"] === true || location === "path",
  };
}

function parametersOf(operation: ValueMap): Value[] {
  return Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
}
