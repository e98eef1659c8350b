import { unsupported } from "../../../../../core/errors.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import { newAuthorizer } from "../apis/authorizers.ts";
import type { Authorizer, Method, RestApi } from "../model/rest-api.ts";
import { assertMembers, importError, type Node, nodeAt, optionalNode, optionalText } from "./document.ts";

const AUTHORIZER = "x-amazon-apigateway-authorizer";
const AUTHTYPE = "x-amazon-apigateway-authtype";
const MEMBERS: ReadonlySet<string> = new Set([
  "authorizerResultTtlInSeconds",
  "identitySource",
  "identityValidationExpression",
  "providerARNs",
  "type",
]);

type Scheme =
  | { readonly kind: "authorizer"; readonly authorizer: Authorizer }
  | { readonly kind: "iam" }
  | { readonly kind: "api-key" };

export interface ImportedSecurity {
  readonly authorizers: readonly Authorizer[];
  readonly schemes: ReadonlyMap<string, Scheme>;
}

export type MethodSecurity = Pick<Method, "authorizationType" | "authorizerId" | "authorizationScopes">;

/** The authorizers of `securityDefinitions` or `components.securitySchemes`. */
export function importSecurity(document: Node, before: RestApi, randomness: Randomness): ImportedSecurity {
  const components = optionalNode(document["components"], "components");
  const definitions = {
    ...optionalNode(document["securityDefinitions"], "securityDefinitions"),
    ...optionalNode(components["securitySchemes"], "components.securitySchemes"),
  };
  const schemes = new Map<string, Scheme>();
  for (const [name, value] of Object.entries(definitions)) {
    const known = before.authorizers.find((it) => it.name === name)?.id;
    schemes.set(name, schemeOf(name, nodeAt(value, `securityDefinitions.${name}`), { randomness, known }));
  }
  const authorizers = [...schemes.values()].flatMap((it) =>
    it.kind === "authorizer" ? [it.authorizer] : [],
  );
  return { authorizers, schemes };
}

function schemeOf(
  name: string,
  definition: Node,
  ids: { readonly randomness: Randomness; readonly known: string | undefined },
): Scheme {
  const authtype = optionalText(definition[AUTHTYPE], AUTHTYPE);
  if (definition[AUTHORIZER] === undefined) {
    if (authtype?.toLowerCase() === "awssigv4") return { kind: "iam" };
    if (definition["type"] === "apiKey" && authtype === undefined) return { kind: "api-key" };
    throw unsupported(`The security definition ${name} without ${AUTHORIZER}`);
  }
  const where = `securityDefinitions.${name}.${AUTHORIZER}`;
  const node = nodeAt(definition[AUTHORIZER], where);
  const type = String(node["type"]);
  if (type.toLowerCase() !== "cognito_user_pools") throw unsupported(`The authorizer type ${type} (${name})`);
  assertMembers(node, MEMBERS, where);
  const ttl = node["authorizerResultTtlInSeconds"];
  const input = {
    name,
    type,
    providerARNs: poolsOf(node["providerARNs"]),
    authType: authtype,
    identitySource: optionalText(node["identitySource"], where) ?? headerSource(definition),
    identityValidationExpression: optionalText(node["identityValidationExpression"], where),
    authorizerResultTtlInSeconds: ttl === undefined ? undefined : Number(ttl),
  };
  return { kind: "authorizer", authorizer: newAuthorizer(input, ids.randomness, ids.known) };
}

function poolsOf(value: unknown): string[] {
  if (!Array.isArray(value)) throw importError("providerARNs must be a list");
  return value.map(String);
}

function headerSource(definition: Node): string | undefined {
  const { name, in: place } = definition;
  return place === "header" && typeof name === "string" ? `method.request.header.${name}` : undefined;
}

/**
 * Who may call an operation. Requirements that name no definition import as NONE, as on AWS.
 */
export function methodSecurity(operation: Node, security: ImportedSecurity, where: string): MethodSecurity {
  const required = requirements(operation["security"], where).flatMap(([name, scopes]) => {
    const scheme = security.schemes.get(name);
    return scheme === undefined ? [] : [{ scheme, scopes, name }];
  });
  const [first, second] = required;
  if (first === undefined) return fromAuthExtension(operation, where);
  if (second !== undefined) throw unsupported(`More than one security requirement at ${where}`);
  if (first.scheme.kind === "api-key") throw unsupported(`The API key ${first.name} at ${where}`);
  if (first.scheme.kind === "iam") return { authorizationType: "AWS_IAM" };
  return {
    authorizationType: "COGNITO_USER_POOLS",
    authorizerId: first.scheme.authorizer.id,
    ...(first.scopes.length === 0 ? {} : { authorizationScopes: first.scopes }),
  };
}

function requirements(value: unknown, where: string): [string, string[]][] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw importError(`${where}.security must be a list`);
  return value.flatMap((item) =>
    Object.entries(nodeAt(item, `${where}.security`)).map(([name, scopes]): [string, string[]] => {
      if (!Array.isArray(scopes)) throw importError(`${where}.security.${name} must be a list`);
      return [name, scopes.map(String)];
    }),
  );
}

/** `x-amazon-apigateway-auth: {type: AWS_IAM}` */
function fromAuthExtension(operation: Node, where: string): MethodSecurity {
  const auth = optionalNode(operation["x-amazon-apigateway-auth"], `${where}.x-amazon-apigateway-auth`);
  const type = optionalText(auth["type"], where)?.toUpperCase() ?? "NONE";
  if (type !== "NONE" && type !== "AWS_IAM")
    throw unsupported(`x-amazon-apigateway-auth type ${type} at ${where}`);
  return { authorizationType: type };
}
