import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidDocument, invalidResource } from "../expansion/errors.ts";
import type { ExpandedApi } from "../expansion/expansion-context.ts";
import { stringAt } from "../expansion/expect.ts";
import { isTruthy } from "../expansion/python.ts";
import { isNoValue } from "../expansion/values.ts";
import { isOpenApi, itemsAt, normalMethod, operationsOf, pathsOf } from "../swagger/document.ts";
import { type HttpAuthorizer, readHttpAuthorizers } from "./authorizers.ts";

const AUTH_KEYS = new Set(["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"]);

/** The Auth property of an HTTP API; empty when there is none. */
export function readHttpAuth({ logicalId, properties }: ExpandedApi): ValueMap {
  const auth = properties["Auth"] ?? {};
  if (isValueMap(auth) && Object.keys(auth).every((key) => AUTH_KEYS.has(key))) return auth;
  throw invalidResource(logicalId, "Invalid value for 'Auth' property");
}

/** Security schemes, and the default authorizer on every route without a word of its own. */
export function addHttpAuth(api: ExpandedApi): void {
  const { logicalId, document, edits, properties } = api;
  if (!isTruthy(properties["Auth"])) return;
  if (document === undefined) {
    throw invalidResource(
      logicalId,
      "Auth works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  }
  const auth = readHttpAuth(api);
  if (!isOpenApi(document)) {
    throw invalidResource(
      logicalId,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  }
  const authorizers = readHttpAuthorizers(logicalId, auth);
  for (const [name, authorizer] of authorizers) {
    const schemes = edits.section(edits.section(document, "components"), "securitySchemes");
    edits.set(schemes, name, authorizer.definition());
  }
  addDefault(api, document, authorizers);
}

function addDefault(
  { logicalId, edits, properties }: ExpandedApi,
  document: ValueMap,
  authorizers: ReadonlyMap<string, HttpAuthorizer>,
): void {
  const auth = properties["Auth"];
  const given = isValueMap(auth) ? auth["DefaultAuthorizer"] : undefined;
  if (!isTruthy(given) || isNoValue(given)) return;
  const refuse = (message: string) => invalidResource(logicalId, message);
  const name = stringAt(given, "Auth.DefaultAuthorizer", refuse);
  const authorizer = authorizers.get(name);
  if (authorizer === undefined) {
    throw refuse(`Unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'.`);
  }
  assertMethods(document);
  for (const { method, operation } of operationsOf(document)) {
    if (method === "options" || isTruthy(operation["security"])) continue;
    edits.set(operation, "security", [{ [name]: authorizer.scopes }]);
  }
}

/** Methods bear API Gateway's names: small letters, and an extension in the place of `any`. */
function assertMethods(document: ValueMap): void {
  for (const path of Object.keys(pathsOf(document))) {
    for (const item of itemsAt(document, path)) {
      const missing = Object.keys(item)
        .map(normalMethod)
        .find((name) => name !== "parameters" && name !== "options" && !Object.hasOwn(item, name));
      if (missing !== undefined) {
        throw invalidDocument(`Could not find ${missing} in ${path} within DefinitionBody.`);
      }
    }
  }
}
