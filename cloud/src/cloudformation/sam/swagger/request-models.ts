import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { keyStepsOf } from "../../edits/key-steps.ts";
import { written } from "../../edits/provenance.ts";
import { asWritten } from "../../template/floats.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import {
  type InvalidServerless,
  invalidDocument,
  invalidEvent,
  invalidResource,
} from "../expansion/errors.ts";
import { defined, type ExpandedApi, type ExpansionContext } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import { assertPaths, INTEGRATION, isSwagger, isVersion3 } from "./document.ts";
import { finishOpenApi } from "./open-api.ts";
import type { RouteOptions } from "./route-options.ts";

const VALIDATORS = "x-amazon-apigateway-request-validators";
const PARAMETER = /^method\.request\.(querystring|path|header)\.(.*)$/s;

/** Models → `definitions`, names in lower case as the real transform writes them. */
export function addModels(api: ExpandedApi, context: ExpansionContext): void {
  const { logicalId, properties, document } = api;
  const models = properties["Models"];
  if (!isValueMap(models) || !isTruthy(models)) return;
  if (document === undefined) {
    throw invalidResource(
      logicalId,
      "Models works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  if (!isSwagger(document)) {
    throw invalidResource(
      logicalId,
      "Unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  if (!Object.values(models).every(isValueMap)) {
    throw invalidResource(logicalId, "Invalid value for 'Models' property");
  }
  assertPaths(document);
  const names = context.order.keysAfter(keyStepsOf(models));
  api.edits.step(() => writeModels(api, models, names));
  finishOpenApi(api);
}

function writeModels(
  { document = {}, edits }: ExpandedApi,
  models: ValueMap,
  names: readonly string[],
): void {
  for (const name of names) {
    const model = models[name];
    if (!isValueMap(model) || !isTruthy(model["type"])) {
      throw invalidDocument("'Models' schema is missing 'type'.");
    }
    edits.set(edits.section(document, "definitions"), name.toLowerCase(), model);
  }
}

/** The body of a route is described by a model and, when asked, validated. */
export function addRequestModel(options: RouteOptions, operation: ValueMap): void {
  const { target, eventId, api, document, path, method } = options;
  const request = options.properties["RequestModel"];
  const model = isValueMap(request) ? member(request, "Model") : undefined;
  if (!isValueMap(request) || !isTruthy(model)) return;
  const where = `[${String(model)}] on API method [${method}] for path [${path}]`;
  const refuse = (why: string) =>
    invalidEvent(target.logicalId, eventId, `Unable to set RequestModel ${where} because ${why}`);
  assertModel(api.properties["Models"], model, refuse);
  const name = String(model).toLowerCase();
  if (document["swagger"] !== undefined) {
    const schema = written({ $ref: `#/definitions/${name}` });
    const parameter = defined({ in: "body", name, schema, required: request["Required"] });
    addParameter(api.edits, operation, written(parameter, ["name", "required"]));
  } else if (isVersion3(asWritten(document, "openapi"))) {
    const schema = written({ $ref: `#/components/schemas/${name}` });
    const content = written({ "application/json": written({ schema }) });
    const requestBody = defined({ content, required: request["Required"] });
    api.edits.set(operation, "requestBody", written(requestBody, ["required"]));
  }
  const { ValidateBody: body = null, ValidateParameters: parameters = null } = request;
  if (body === null && parameters === null) return;
  const flags = { body: body ?? false, parameters: parameters ?? false };
  if (typeof flags.body !== "boolean" || typeof flags.parameters !== "boolean") {
    throw invalidEvent(
      target.logicalId,
      eventId,
      `Unable to set Validator to RequestModel ${where} ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics are not supported.`,
    );
  }
  addValidator(options, operation, { body: flags.body, parameters: flags.parameters });
}

function assertModel(
  models: Value | undefined,
  model: Value,
  refuse: (why: string) => InvalidServerless,
): void {
  if (!isTruthy(models)) throw refuse("the related API does not define any Models.");
  if (!isValueMap(models) && !isIntrinsic(models)) {
    throw refuse("the related API Models defined is of invalid type.");
  }
  if (typeof model !== "string") throw refuse("the related API does not contain valid Models.");
  if (!isTruthy(member(models, model))) throw refuse("it wasn't defined in the API's Models.");
}

interface Validated {
  readonly body: boolean;
  readonly parameters: boolean;
}

function addValidator(
  { api, document }: RouteOptions,
  operation: ValueMap,
  { body, parameters }: Validated,
): void {
  const partly = body ? "body-only" : parameters ? "params-only" : "no-validation";
  const name = body && parameters ? "body-and-params" : partly;
  const validators = api.edits.section(document, VALIDATORS);
  if (validators[name] === undefined) {
    const validator = written({ validateRequestBody: body, validateRequestParameters: parameters });
    api.edits.update(validators, name, validator);
  }
  api.edits.set(operation, "x-amazon-apigateway-request-validator", name);
}

/** `method.request.querystring.q` or `{ method.request.header.h: { Required: true } }`. */
export function addRequestParameters(options: RouteOptions, operation: ValueMap): void {
  const given = options.properties["RequestParameters"];
  if (!Array.isArray(given) || given.length === 0) return;
  const { edits } = options.api;
  const integration = edits.section(operation, INTEGRATION);
  for (const item of given) {
    const { name, place, settings } = readParameter(options, item);
    const parameter = {
      in: place === "querystring" ? "query" : place,
      name,
      required: settings["Required"] ?? false,
      type: "string",
    };
    addParameter(
      edits,
      operation,
      written(parameter, place === "querystring" ? ["name", "required"] : ["in", "name", "required"]),
    );
    if (!isTruthy(settings["Caching"])) continue;
    const cached = integration["cacheKeyParameters"];
    edits.set(integration, "cacheKeyParameters", [
      ...(Array.isArray(cached) ? cached : []),
      `method.request.${place}.${name}`,
    ]);
  }
}

interface RequestParameter {
  readonly name: string;
  readonly place: string;
  readonly settings: ValueMap;
}

function readParameter({ target, eventId }: RouteOptions, item: Value): RequestParameter {
  const refuse = (message: string) =>
    invalidEvent(target.logicalId, eventId, `Invalid value for 'RequestParameters' property. ${message}`);
  if (typeof item !== "string" && !isValueMap(item)) {
    throw refuse("Property must be either a string or an object");
  }
  const [text = "", settings = {}] = isValueMap(item) ? (Object.entries(item)[0] ?? []) : [item];
  const parts = PARAMETER.exec(text);
  if (parts === null) {
    throw refuse(
      "Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.",
    );
  }
  const isKnown = (key: string) => key === "Required" || key === "Caching";
  if (!isValueMap(settings) || !Object.keys(settings).every(isKnown)) {
    throw refuse("Values must be an object, e.g { Required: true, Caching: false }");
  }
  const [, place = "", name = ""] = parts;
  return { name, place, settings };
}

function addParameter(edits: DocumentEdits, operation: ValueMap, parameter: ValueMap): void {
  const known = operation["parameters"];
  edits.set(operation, "parameters", [...(Array.isArray(known) ? known : []), parameter]);
}
