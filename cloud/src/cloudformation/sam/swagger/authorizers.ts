import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { type ApiDraft, type Draft, defined } from "../draft.ts";
import { invalidEvent, invalidResource, notSupportedHere } from "../errors.ts";
import { resolveParameterRefs } from "../parameter-refs.ts";
import { INTEGRATION, pathsOf, type RouteOptions } from "./paths.ts";

const AUTH_KEYS = new Set([
  "AddDefaultAuthorizerToCorsPreflight",
  "ApiKeyRequired",
  "Authorizers",
  "DefaultAuthorizer",
]);
const EVENT_AUTH_KEYS = new Set(["ApiKeyRequired", "AuthorizationScopes", "Authorizer"]);
const AUTHORIZER_KEYS = new Set(["AuthorizationScopes", "Identity", "UserPoolArn"]);
const IDENTITY_KEYS = new Set(["Header", "ReauthorizeEvery", "ValidationExpression"]);
const API_KEY: Value = { api_key: [] };

interface Auth {
  readonly authorizers: ValueMap;
  readonly defaultAuthorizer: string | undefined;
  readonly onPreflight: boolean;
  readonly apiKeyRequired: boolean;
}

/** The Auth property of an API, parameters already put in. */
function readAuth(
  { logicalId, properties }: Pick<ApiDraft, "logicalId" | "properties">,
  draft?: Draft,
): Auth {
  const given = properties["Auth"] ?? {};
  const auth = draft === undefined ? given : resolveParameterRefs(given, draft.parameters);
  if (!isValueMap(auth)) throw invalidResource(logicalId, "Invalid value for 'Auth' property");
  const unknown = Object.keys(auth).find((name) => !AUTH_KEYS.has(name));
  if (unknown !== undefined) throw notSupportedHere(logicalId, `Auth.${unknown}`);
  const authorizers = auth["Authorizers"] ?? {};
  if (!isValueMap(authorizers)) throw invalidResource(logicalId, "Authorizers must be a dictionary.");
  const defaultAuthorizer = member(auth, "DefaultAuthorizer");
  if (defaultAuthorizer !== undefined && typeof defaultAuthorizer !== "string") {
    throw invalidResource(logicalId, "DefaultAuthorizer is not a string.");
  }
  return {
    authorizers,
    defaultAuthorizer,
    onPreflight: auth["AddDefaultAuthorizerToCorsPreflight"] !== false,
    apiKeyRequired: auth["ApiKeyRequired"] === true,
  };
}

/** `security` of one method; undefined where the default authorizer decides. */
export function methodSecurity(api: ApiDraft, auth: ValueMap, options: RouteOptions): Value | undefined {
  const { target, eventId } = options;
  const unknown = Object.keys(auth).find((name) => !EVENT_AUTH_KEYS.has(name));
  if (unknown !== undefined) {
    throw notSupportedHere(target.logicalId, `Event with id [${eventId}]: Auth.${unknown}`);
  }
  const { Authorizer: name, AuthorizationScopes: scopes } = auth;
  const keys = auth["ApiKeyRequired"] === true ? [API_KEY] : [];
  if (name === undefined) {
    if (scopes !== undefined) {
      throw invalidEvent(target.logicalId, eventId, "AuthorizationScopes works only when Authorizer is set");
    }
    return keys.length === 0 ? undefined : keys;
  }
  const { authorizers, defaultAuthorizer } = readAuth(api);
  const where = `on API method [${options.method}] for path [${options.path}] because`;
  const fail = (message: string) => invalidEvent(target.logicalId, eventId, message);
  if (name === "NONE") {
    if (defaultAuthorizer !== undefined) return [...keys, { NONE: [] }];
    throw fail(
      `Unable to set Authorizer ${where} 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
    );
  }
  if (Object.keys(authorizers).length === 0) {
    throw fail(
      `Unable to set Authorizer [${String(name)}] ${where} the related API does not define any Authorizers.`,
    );
  }
  const authorizer = authorizers[String(name)];
  if (!isValueMap(authorizer)) {
    throw fail(
      `Unable to set Authorizer [${String(name)}] ${where} it wasn't defined in the API's Authorizers.`,
    );
  }
  return [...keys, { [String(name)]: scopes ?? authorizer["AuthorizationScopes"] ?? [] }];
}

/** Security definitions and, on every route without a word of its own, the default authorizer. */
export function addAuthorizers(api: ApiDraft, draft: Draft): void {
  const auth = readAuth(api, draft);
  const names = Object.keys(auth.authorizers);
  if (auth.defaultAuthorizer !== undefined && !names.includes(auth.defaultAuthorizer)) {
    throw invalidResource(
      api.logicalId,
      `Unable to set DefaultAuthorizer because '${auth.defaultAuthorizer}' was not defined in 'Authorizers'.`,
    );
  }
  const known = api.document["securityDefinitions"];
  const definitions: ValueMap = isValueMap(known) ? { ...known } : {};
  for (const name of names) definitions[name] = definition(api.logicalId, name, auth.authorizers[name]);
  if (auth.defaultAuthorizer !== undefined) addDefault(api, auth, auth.defaultAuthorizer);
  if (auth.apiKeyRequired) requireKeys(api);
  if (usesKeys(api)) definitions["api_key"] = { type: "apiKey", name: "x-api-key", in: "header" };
  if (Object.keys(definitions).length > 0) api.document["securityDefinitions"] = definitions;
}

function definition(apiId: string, name: string, authorizer: Value | undefined): ValueMap {
  if (!isValueMap(authorizer)) throw invalidResource(apiId, `Authorizer ${name} must be a dictionary.`);
  const unknown = Object.keys(authorizer).find((key) => !AUTHORIZER_KEYS.has(key));
  if (unknown !== undefined) throw notSupportedHere(apiId, `Authorizer ${name}: the property ${unknown}`);
  const pools = authorizer["UserPoolArn"];
  if (pools === undefined) throw notSupportedHere(apiId, `Authorizer ${name} without UserPoolArn`);
  const identity = isValueMap(authorizer["Identity"]) ? authorizer["Identity"] : {};
  const odd = Object.keys(identity).find((key) => !IDENTITY_KEYS.has(key));
  if (odd !== undefined) throw notSupportedHere(apiId, `Authorizer ${name}: Identity.${odd}`);
  return {
    type: "apiKey",
    name: identity["Header"] ?? "Authorization",
    in: "header",
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": defined({
      type: "cognito_user_pools",
      providerARNs: Array.isArray(pools) ? pools : [pools],
      identityValidationExpression: identity["ValidationExpression"],
    }),
  };
}

function operationsOf(api: ApiDraft): { method: string; operation: ValueMap }[] {
  return Object.values(pathsOf(api.document))
    .filter(isValueMap)
    .flatMap((item) =>
      Object.entries(item).flatMap(([method, operation]) =>
        isValueMap(operation) && operation[INTEGRATION] !== undefined ? [{ method, operation }] : [],
      ),
    );
}

function addDefault(api: ApiDraft, auth: Auth, name: string): void {
  const authorizer = auth.authorizers[name];
  const scopes = isValueMap(authorizer) ? (authorizer["AuthorizationScopes"] ?? []) : [];
  for (const { method, operation } of operationsOf(api)) {
    if (method === "options" && !auth.onPreflight) continue;
    const own = Array.isArray(operation["security"]) ? operation["security"] : [];
    const decided = own.some((entry) => isValueMap(entry) && !Object.hasOwn(entry, "api_key"));
    if (!decided) operation["security"] = [...own, { [name]: scopes }];
  }
}

function requireKeys(api: ApiDraft): void {
  for (const { method, operation } of operationsOf(api)) {
    if (method === "options") continue;
    const own = Array.isArray(operation["security"]) ? operation["security"] : [];
    const has = own.some((entry) => isValueMap(entry) && Object.hasOwn(entry, "api_key"));
    if (!has) operation["security"] = [API_KEY, ...own];
  }
}

function usesKeys(api: ApiDraft): boolean {
  return operationsOf(api).some(
    ({ operation }) =>
      Array.isArray(operation["security"]) &&
      operation["security"].some((entry) => isValueMap(entry) && Object.hasOwn(entry, "api_key")),
  );
}
