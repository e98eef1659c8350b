import { epochSeconds } from "../../../../../core/clock.ts";
import { unsupported } from "../../../../../core/errors.ts";
import { type Control, editApi, requireApi } from "../model/control.ts";
import { badRequest } from "../model/errors.ts";
import { newPartId, newRestApiId, newRootResourceId } from "../model/ids.ts";
import type { Model, RestApi } from "../model/rest-api.ts";
import { expandPolicy } from "./policy.ts";

/** Settings of a REST API that the API and CloudFormation both take. */
export interface RestApiSettings {
  readonly name: string;
  readonly description?: string | undefined;
  readonly version?: string | undefined;
  readonly endpointTypes?: readonly string[] | undefined;
  readonly binaryMediaTypes?: readonly string[] | undefined;
  readonly disableExecuteApiEndpoint?: boolean | undefined;
  /** JSON text. */
  readonly policy?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

const ENDPOINT_TYPES: ReadonlySet<string> = new Set(["EDGE", "REGIONAL"]);

export function createApi(control: Control, settings: RestApiSettings): RestApi {
  if (settings.description === "") throw badRequest("Description cannot be an empty string");
  const rootResourceId = newRootResourceId(control.randomness);
  const api: RestApi = {
    id: newRestApiId(control.randomness),
    name: assertName(settings.name),
    createdDate: epochSeconds(control.clock),
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
    disableExecuteApiEndpoint: false,
    binaryMediaTypes: [],
    tags: settings.tags ?? {},
    rootResourceId,
    resources: [{ id: rootResourceId, path: "/", methods: {} }],
    authorizers: [],
    models: defaultModels(control),
    requestValidators: [],
    gatewayResponses: [],
  };
  const complete = withSettings(control, api, settings);
  control.store.saveApi(complete);
  return complete;
}

/** The API with these settings; what is undefined is taken away. */
export function withSettings(control: Control, api: RestApi, settings: RestApiSettings): RestApi {
  const { description: _d, version: _v, policy: _p, ...rest } = api;
  const types = settings.endpointTypes ?? ["EDGE"];
  assertEndpointTypes(types);
  return {
    ...rest,
    name: assertName(settings.name),
    ...(settings.description === undefined ? {} : { description: settings.description }),
    ...(settings.version === undefined ? {} : { version: settings.version }),
    endpointConfiguration: { types, ipAddressType: "ipv4" },
    binaryMediaTypes: (settings.binaryMediaTypes ?? []).map((type) => type.replaceAll("~1", "/")),
    disableExecuteApiEndpoint: settings.disableExecuteApiEndpoint ?? false,
    ...(settings.policy === undefined || settings.policy === ""
      ? {}
      : { policy: expandPolicy(settings.policy, api.id, control.scope) }),
    tags: settings.tags ?? api.tags,
  };
}

export function deleteApi(control: Control, id: string): void {
  requireApi(control, id);
  control.store.deleteApi(id);
  control.changed(id);
}

/** Tags take effect at once: they are no part of what is deployed. */
export function setTags(control: Control, id: string, tags: Readonly<Record<string, string>>): void {
  editApi(control, id, (api) => ({ ...api, tags }));
}

function assertName(name: string): string {
  if (name.trim() === "") throw badRequest("API name must not be blank");
  if (name.length > 1024) throw badRequest("API name must be at most 1024 characters");
  return name;
}

function assertEndpointTypes(types: readonly string[]): void {
  const [type, second] = types;
  if (type === undefined) {
    throw badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
  }
  if (second !== undefined) throw badRequest("Cannot create an api with multiple Endpoint Types.");
  if (type === "PRIVATE") throw unsupported("The endpoint type PRIVATE of REST APIs");
  if (!ENDPOINT_TYPES.has(type)) throw badRequest("Invalid endpoint type specified");
}

/** Every new API has these two models. */
function defaultModels(control: Control): Model[] {
  const schema = (title: string, properties: object): string =>
    JSON.stringify({
      $schema: "http://json-schema.org/draft-04/schema#",
      title,
      type: "object",
      ...properties,
    });
  return [
    {
      id: newPartId(control.randomness),
      name: "Empty",
      description: "This is a default empty schema model",
      contentType: "application/json",
      schema: schema("Empty Schema", {}),
    },
    {
      id: newPartId(control.randomness),
      name: "Error",
      description: "This is a default error schema model",
      contentType: "application/json",
      schema: schema("Error Schema", { properties: { message: { type: "string" } } }),
    },
  ];
}
