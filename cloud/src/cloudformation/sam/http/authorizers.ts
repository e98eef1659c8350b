import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap, valueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import { defined } from "../expansion/expansion-context.ts";
import { booleanAt, mapAt, stringsAt } from "../expansion/expect.ts";
import { isTruthy } from "../expansion/python.ts";
import { authorizerUri } from "../swagger/authorizers.ts";
import { iamAuthorizer } from "../swagger/security.ts";

const AUTHORIZER = "x-amazon-apigateway-authorizer";
const OAUTH = "OAuth2 Authorizer";
const LAMBDA = "Lambda Authorizer";
/** By property, in the order they are checked: which kind of authorizer may have it. */
const ALLOWED: readonly (readonly [name: string, kind: string, words: string])[] = [
  ["AuthorizationScopes", OAUTH, OAUTH],
  ["JwtConfiguration", OAUTH, OAUTH],
  ["IdentitySource", OAUTH, `${OAUTH}. For Lambda Authorizer, use the 'Identity' property instead`],
  ["FunctionArn", LAMBDA, LAMBDA],
  ["FunctionInvokeRole", LAMBDA, LAMBDA],
  ["Identity", LAMBDA, LAMBDA],
  ["AuthorizerPayloadFormatVersion", LAMBDA, LAMBDA],
  ["EnableSimpleResponses", LAMBDA, LAMBDA],
  ["EnableFunctionDefaultPermissions", LAMBDA, LAMBDA],
];
const SOURCES = [
  ["Headers", "$request.header."],
  ["QueryStrings", "$request.querystring."],
  ["StageVariables", "$stageVariables."],
  ["Context", "$context."],
] as const;

/** An authorizer of an HTTP API, checked. */
export interface HttpAuthorizer {
  readonly scopes: Value;
  /** The function that decides, when API Gateway is to be permitted to invoke it. */
  readonly permittedFunction: Value | undefined;
  readonly definition: () => ValueMap;
}

export function readHttpAuthorizers(apiId: string, auth: ValueMap): Map<string, HttpAuthorizer> {
  const authorizers = new Map<string, HttpAuthorizer>();
  if (auth["EnableIamAuthorizer"] === true) {
    const definition = iamAuthorizer;
    authorizers.set("AWS_IAM", { scopes: [], permittedFunction: undefined, definition });
  }
  const refuse = (message: string) => invalidResource(apiId, message);
  if (!isTruthy(auth["Authorizers"])) return authorizers;
  for (const [name, one] of Object.entries(mapAt(auth["Authorizers"], "Auth.Authorizers", refuse))) {
    const given = mapAt(one, `Auth.Authorizers.${name}`, refuse);
    if (given["OpenIdConnectUrl"] !== undefined) {
      throw refuse(
        `'OpenIdConnectUrl' is no longer a supported property for authorizer '${name}'. Please refer to the AWS SAM documentation.`,
      );
    }
    authorizers.set(name, readAuthorizer(apiId, name, given));
  }
  return authorizers;
}

function readAuthorizer(apiId: string, name: string, given: ValueMap): HttpAuthorizer {
  const refuse = (message: string) => invalidResource(apiId, message);
  const jwt = given["JwtConfiguration"];
  const kind = isTruthy(jwt) ? OAUTH : LAMBDA;
  if (isTruthy(jwt)) mapAt(jwt, "JwtConfiguration", refuse);
  const scopes = given["AuthorizationScopes"];
  if (scopes !== undefined && !Array.isArray(scopes)) throw refuse("AuthorizationScopes must be a list.");
  for (const [property, allowed, words] of ALLOWED) {
    if (given[property] !== undefined && allowed !== kind) {
      throw refuse(`${property} is only supported for ${words}.`);
    }
  }
  const required = kind === OAUTH ? ["IdentitySource"] : ["FunctionArn", "AuthorizerPayloadFormatVersion"];
  const missing = required.find((property) => !isTruthy(given[property]));
  if (missing !== undefined) throw refuse(`${name} ${kind} must define '${missing}'.`);
  const permitted = given["EnableFunctionDefaultPermissions"] ?? false;
  const path = `Authorizers.${name}.EnableFunctionDefaultPermissions`;
  return {
    scopes: scopes ?? [],
    permittedFunction: booleanAt(permitted, path, refuse) ? given["FunctionArn"] : undefined,
    definition: () => (kind === OAUTH ? jwtDefinition(given) : lambdaDefinition(apiId, name, given)),
  };
}

function jwtDefinition({ JwtConfiguration: jwt, IdentitySource: source = null }: ValueMap): ValueMap {
  const entries = Object.entries(isValueMap(jwt) ? jwt : {});
  return {
    type: "oauth2",
    [AUTHORIZER]: {
      jwtConfiguration: valueMap(entries.map(([name, value]) => [name.toLowerCase(), value] as const)),
      identitySource: source,
      type: "jwt",
    },
  };
}

function lambdaDefinition(apiId: string, name: string, given: ValueMap): ValueMap {
  const { FunctionArn, FunctionInvokeRole: role, Identity, EnableSimpleResponses: simple } = given;
  const refuse = (message: string) => invalidResource(apiId, message);
  const identity = isTruthy(Identity)
    ? mapAt(Identity, `Auth.Authorizers.${name}.Identity`, refuse)
    : undefined;
  return {
    type: "apiKey",
    name: "Unused",
    in: "header",
    [AUTHORIZER]: defined({
      type: "request",
      authorizerUri: authorizerUri(FunctionArn ?? null),
      authorizerCredentials: isTruthy(role) && role !== "NONE" ? role : undefined,
      authorizerResultTtlInSeconds: identity?.["ReauthorizeEvery"],
      identitySource: identity === undefined ? undefined : identitySource(apiId, name, identity),
      authorizerPayloadFormatVersion: given["AuthorizerPayloadFormatVersion"],
      enableSimpleResponses: isTruthy(simple) ? simple : undefined,
    }),
  };
}

function identitySource(apiId: string, name: string, identity: ValueMap): Value {
  return SOURCES.flatMap(([source, prefix]) => {
    const refuse = (message: string) => invalidResource(apiId, message);
    const path = `Authorizers.${name}.Identity.${source}`;
    const values = isTruthy(identity[source]) ? stringsAt(identity[source], path, refuse) : [];
    return values.map((value) => prefix + value);
  });
}
