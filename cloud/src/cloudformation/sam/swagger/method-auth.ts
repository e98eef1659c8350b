import type { Value } from "../../../core/ports/resource-provider.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { invalidDocument, invalidEvent, invalidResource } from "../expansion/errors.ts";
import type { ExpandedApi } from "../expansion/expansion-context.ts";
import { listAt, mapAt } from "../expansion/expect.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { isTruthy, pythonText } from "../expansion/python.ts";
import { normalMethod, operationsFor, securityOf } from "./document.ts";
import { addResourcePolicy } from "./resource-policy.ts";
import type { RouteOptions } from "./route-options.ts";
import { API_KEY, addIamDefinition, addKeyDefinition } from "./security.ts";

/** The API's own settings, parameters put in. */
function apiAuth({ api, context }: RouteOptions): ValueMap {
  const auth = resolveParameterRefs(api.properties["Auth"] ?? {}, context.parameters);
  return mapAt(auth, "Auth", (message) => invalidResource(api.logicalId, message));
}

/** What one event says about who may call the route of a document that the template brings along. */
export function overrideAuth(options: RouteOptions, auth: ValueMap): void {
  const { target, eventId, document, path, method } = options;
  if (!["Authorizer", "ApiKeyRequired", "ResourcePolicy"].some((name) => isTruthy(auth[name]))) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property.",
    );
  }
  options.api.edits.step(() => addMethodAuth(options, () => operationsFor(document, path, method), auth));
}

/**
 * What one event says about who may call its route.
 * @param operations found when they are needed: a policy alone asks for none
 */
export function addMethodAuth(
  options: RouteOptions,
  operations: () => readonly ValueMap[],
  auth: ValueMap,
): void {
  const { target, eventId, document, api } = options;
  const common = apiAuth(options);
  checkAuthorizer(options, auth["Authorizer"], common);
  checkScopes(options, auth);
  const { ApiKeyRequired: key = null, Authorizer: authorizer, ResourcePolicy: policy } = auth;
  if (key !== null && !isTruthy(key) && !isTruthy(common["ApiKeyRequired"])) {
    const { method, path } = options;
    throw invalidEvent(
      target.logicalId,
      eventId,
      `Unable to set ApiKeyRequired [False] on API method [${method}] for path [${path}] because the related API does not specify any ApiKeyRequired.`,
    );
  }
  if (typeof authorizer === "string" && authorizer !== "") {
    const scopes = scopesOf(authorizer, auth, common);
    for (const operation of operations()) {
      addSecurity(options, operation, { [authorizer]: scopes });
      if (operationStartsWithIam(operation)) addIamDefinition(api.edits, document);
    }
  }
  if (key !== null) {
    for (const operation of operations()) {
      addSecurity(options, operation, written({ [isTruthy(key) ? API_KEY : `${API_KEY}_false`]: [] }));
      if (isTruthy(key)) addKeyDefinition(api.edits, document);
    }
  }
  if (isTruthy(policy)) {
    const where = { path: options.path, stage: stageOf(api) };
    const refuse = (message: string) => invalidResource(eventId, message);
    addResourcePolicy(api, options.context, {
      given: mapAt(policy, "Auth.ResourcePolicy", refuse),
      places: [where],
    });
  }
}

/** The stage that statements for a route name. */
function stageOf({ properties }: ExpandedApi): Value {
  const stage = properties["StageName"];
  return typeof stage === "string" ? stage : "Stage";
}

function checkAuthorizer(options: RouteOptions, authorizer: Value | undefined, common: ValueMap): void {
  if (!isTruthy(authorizer) || authorizer === "AWS_IAM") return;
  const { target, eventId, api, method, path } = options;
  const refuse = (what: string, why: string) =>
    invalidEvent(
      target.logicalId,
      eventId,
      `Unable to set Authorizer ${what}on API method [${method}] for path [${path}]${why}`,
    );
  const known = common["Authorizers"];
  if (isTruthy(known)) {
    mapAt(known, "Auth.Authorizers", (message) => invalidResource(api.logicalId, message));
  }
  if (authorizer === "NONE") {
    if (isTruthy(common["DefaultAuthorizer"])) return;
    throw refuse(
      "",
      " because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.",
    );
  }
  const name = `[${pythonText(authorizer, "u")}] `;
  if (!isTruthy(known)) {
    throw refuse(name, " because the related API does not define any Authorizers.");
  }
  if (typeof authorizer !== "string" || !isValueMap(known)) {
    throw refuse(
      name,
      ". The method authorizer must be a string with a corresponding dict entry in the api authorizer.",
    );
  }
  if (!isTruthy(member(known, authorizer))) {
    throw refuse(name, " because it wasn't defined in the API's Authorizers.");
  }
}

function checkScopes({ target, eventId }: RouteOptions, auth: ValueMap): void {
  const scopes = auth["AuthorizationScopes"];
  if (!isTruthy(scopes)) return;
  listAt(scopes, "Auth.AuthorizationScopes", (message) => invalidEvent(target.logicalId, eventId, message));
  if (isTruthy(auth["Authorizer"])) return;
  throw invalidEvent(target.logicalId, eventId, "AuthorizationScopes works only when Authorizer is set");
}

/** The scopes of the event, else of the authorizer. */
function scopesOf(authorizer: string, auth: ValueMap, common: ValueMap): Value {
  const known = isValueMap(common["Authorizers"]) ? member(common["Authorizers"], authorizer) : undefined;
  if (known === undefined || authorizer === "NONE") return [];
  if (!isValueMap(known)) throw invalidDocument(`Type of authorizer '${authorizer}' must be a dictionary`);
  return auth["AuthorizationScopes"] ?? known["AuthorizationScopes"] ?? [];
}

function addSecurity({ api, path, method }: RouteOptions, operation: ValueMap, entry: ValueMap): void {
  api.edits.setWritten(operation, "security", [
    ...securityOf({ path, method: normalMethod(method), operation }),
    entry,
  ]);
}

function operationStartsWithIam(operation: ValueMap): boolean {
  const security = operation["security"];
  const first = Array.isArray(security) ? security[0] : undefined;
  return isValueMap(first) && Object.hasOwn(first, "AWS_IAM");
}

/** With AWS_IAM: the role by which API Gateway invokes the function, the caller's unless told. */
export function addCredentials(options: RouteOptions, integration: ValueMap): void {
  const { edits } = options.api;
  const given = options.properties["Auth"];
  const auth = isValueMap(given) ? given : {};
  const common = isValueMap(options.api.properties["Auth"]) ? options.api.properties["Auth"] : {};
  const signed =
    auth["Authorizer"] === "AWS_IAM" ||
    (common["DefaultAuthorizer"] === "AWS_IAM" && Object.keys(auth).length === 0);
  if (!signed) return;
  const roles = [auth, common].map((from) =>
    Object.hasOwn(from, "InvokeRole") && !isTruthy(from["InvokeRole"]) ? "NONE" : from["InvokeRole"],
  );
  const role = roles.find((one) => isTruthy(one)) ?? "CALLER_CREDENTIALS";
  if (role === "CALLER_CREDENTIALS") edits.setWritten(integration, "credentials", "arn:aws:iam::*:user/*");
  else if (role !== "NONE") edits.setFromTemplate(integration, "credentials", role);
}
