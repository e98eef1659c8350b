import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { invalidDocument, invalidEvent, invalidResource } from "../expansion/errors.ts";
import { mapAt } from "../expansion/expect.ts";
import { isTruthy, pythonText } from "../expansion/python.ts";
import { normalMethod, securityOf } from "../swagger/document.ts";
import type { RouteOptions } from "../swagger/route-options.ts";

/** What one event says about who may call its route of an HTTP API. */
export function addHttpMethodAuth(options: RouteOptions, operation: ValueMap, auth: ValueMap): void {
  const { target, eventId, api, path, method } = options;
  const common = mapAt(api.properties["Auth"] ?? {}, "Auth", (message) =>
    invalidResource(api.logicalId, message),
  );
  const authorizer = isTruthy(auth["Authorizer"]) ? auth["Authorizer"] : common["DefaultAuthorizer"];
  if (!isTruthy(authorizer)) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the HttpApi.",
    );
  }
  assertAuthorizer(options, authorizer, common);
  const scopes = auth["AuthorizationScopes"];
  if (isTruthy(scopes) && !Array.isArray(scopes)) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      `Unable to set Authorizer on API method [${method}] for path [${path}] because 'AuthorizationScopes' must be a list of strings.`,
    );
  }
  const name = String(authorizer);
  const known = isValueMap(common["Authorizers"]) ? member(common["Authorizers"], name) : undefined;
  if (known !== undefined && !isValueMap(known)) {
    throw invalidDocument(`Type of authorizer '${name}' must be a dictionary`);
  }
  const own = [scopes, known?.["AuthorizationScopes"]].find((one) => isTruthy(one)) ?? [];
  const isBuiltIn = name === "NONE" || name === "AWS_IAM";
  api.edits.set(operation, "security", [
    ...securityOf({ path, method: normalMethod(method), operation }),
    { [name]: isBuiltIn ? [] : own },
  ]);
}

function assertAuthorizer(options: RouteOptions, authorizer: ValueMap[string], common: ValueMap): void {
  const { target, eventId, path, method } = options;
  const refuse = (what: string, why: string) =>
    invalidEvent(
      target.logicalId,
      eventId,
      `Unable to set Authorizer ${what}on API method [${method}] for path [${path}]${why}`,
    );
  if (authorizer === "NONE") {
    if (isTruthy(common["DefaultAuthorizer"])) return;
    throw refuse(
      "",
      " because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.",
    );
  }
  if (authorizer === "AWS_IAM" && common["EnableIamAuthorizer"] === true) return;
  const known = isTruthy(common) ? common["Authorizers"] : common;
  const name = `[${pythonText(authorizer, options.context.textMark)}] `;
  if (typeof authorizer !== "string" || !isValueMap(known)) {
    throw refuse(
      name,
      ". The method authorizer must be a string with a corresponding dict entry in the api authorizer.",
    );
  }
  if (!isTruthy(known)) {
    throw refuse(name, " because the related API does not define any Authorizers.");
  }
  if (!isTruthy(member(known, authorizer))) {
    throw refuse(name, " because it wasn't defined in the API's Authorizers.");
  }
}
