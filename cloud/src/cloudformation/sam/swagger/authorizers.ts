import type { Value } from "../../../core/ports/resource-provider.ts";
import { keyStepsOf } from "../../edits/key-steps.ts";
import { written } from "../../edits/provenance.ts";
import type { TransformOrder } from "../../edits/transform-order.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import { defined } from "../expansion/expansion-context.ts";
import { booleanAt, listAt, mapAt, stringAt } from "../expansion/expect.ts";
import { isTruthy, pythonText } from "../expansion/python.ts";
import { iamAuthorizer } from "./security.ts";

const SOURCES = [
  ["Headers", "method.request.header."],
  ["QueryStrings", "method.request.querystring."],
  ["StageVariables", "stageVariables."],
  ["Context", "context."],
] as const;

const GIVEN_SETTINGS = [
  "authorizerCredentials",
  "authorizerResultTtlInSeconds",
  "identitySource",
  "identityValidationExpression",
];

/** An authorizer of a REST API, checked. */
export interface Authorizer {
  readonly scopes: Value[];
  /** The function that decides, when API Gateway is to be permitted to invoke it. */
  readonly permittedFunction: Value | undefined;
  readonly definition: () => ValueMap;
}

/** The authorizers of an API by name; AWS_IAM is one when it is the default. */
export function readAuthorizers(
  apiId: string,
  auth: ValueMap,
  order: TransformOrder,
): Map<string, Authorizer> {
  const authorizers = new Map<string, Authorizer>();
  if (auth["DefaultAuthorizer"] === "AWS_IAM") {
    authorizers.set("AWS_IAM", { scopes: [], permittedFunction: undefined, definition: iamAuthorizer });
  }
  const given = auth["Authorizers"];
  if (!isTruthy(given)) return authorizers;
  const refuse = (message: string) => invalidResource(apiId, message);
  const all = mapAt(given, "Auth.Authorizers", refuse);
  for (const name of order.keysAfter(keyStepsOf(all))) {
    const authorizer = mapAt(all[name], `Auth.Authorizers.${name}`, refuse);
    authorizers.set(name, readAuthorizer(apiId, name, authorizer));
  }
  const found = [...authorizers];
  const names = order.keysAfter([{ kind: "add", names: [...authorizers.keys()] }]);
  return new Map(found.toSorted(([a], [b]) => names.indexOf(a) - names.indexOf(b)));
}

function readAuthorizer(apiId: string, name: string, given: ValueMap): Authorizer {
  const refuse = (message: string) => invalidResource(apiId, message);
  const payload = given["FunctionPayloadType"];
  if (payload !== undefined && payload !== "TOKEN" && payload !== "REQUEST") {
    throw refuse(`${name} Authorizer has invalid 'FunctionPayloadType': ${pythonText(payload, "u")}.`);
  }
  if (payload === "REQUEST" && isMissingSource(apiId, name, given["Identity"])) {
    throw refuse(
      `${name} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.`,
    );
  }
  const { AuthorizationScopes: scopes = [], DisableFunctionDefaultPermissions: disabled = false } = given;
  const { FunctionArn: functionArn } = given;
  const path = `Authorizers.${name}`;
  return {
    scopes: listAt(scopes, `${path}.AuthorizationScopes`, refuse),
    permittedFunction:
      !booleanAt(disabled, `${path}.DisableFunctionDefaultPermissions`, refuse) && isTruthy(functionArn)
        ? functionArn
        : undefined,
    definition: () => definition(apiId, name, given),
  };
}

/** A request authorizer that caches needs something of the request to tell callers apart. */
function isMissingSource(apiId: string, name: string, given: Value | undefined): boolean {
  if (!isTruthy(given)) return true;
  const identity = mapAt(given, `Authorizer.${name}.Identity`, (text) => invalidResource(apiId, text));
  const isMissing = SOURCES.every(([source]) => !isTruthy(identity[source]));
  const seconds = identity["ReauthorizeEvery"];
  const isNever = seconds !== undefined && Number.parseInt(String(seconds), 10) <= 0;
  return isMissing && !isNever;
}

function definition(apiId: string, name: string, given: ValueMap): ValueMap {
  const isPool = isTruthy(given["UserPoolArn"]);
  const payload = isTruthy(given["FunctionPayloadType"]) ? given["FunctionPayloadType"] : "TOKEN";
  const isRequest = !isPool && payload === "REQUEST";
  const identity = given["Identity"] ?? {};
  if (isTruthy(identity) && !isValueMap(identity)) {
    throw invalidResource(
      apiId,
      "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).",
    );
  }
  const asked = isValueMap(identity) ? identity : {};
  const header = isRequest ? "Unused" : asked["Header"];
  const expression = isRequest ? undefined : asked["ValidationExpression"];
  const settings = defined({
    type: isPool ? "cognito_user_pools" : String(payload).toLowerCase(),
    ...(isPool ? poolAuthorizer(given) : lambdaAuthorizer(given, asked)),
    identitySource: isRequest ? identitySource(apiId, name, asked) : undefined,
    identityValidationExpression: isTruthy(expression) ? expression : undefined,
  });
  return written(
    {
      type: "apiKey",
      name: isTruthy(header) ? header : "Authorization",
      in: "header",
      "x-amazon-apigateway-authtype": isPool ? "cognito_user_pools" : "custom",
      "x-amazon-apigateway-authorizer": written(settings, GIVEN_SETTINGS),
    },
    !isRequest && isTruthy(header) ? ["name"] : [],
  );
}

function poolAuthorizer({ UserPoolArn: pools = null }: ValueMap): ValueMap {
  return { providerARNs: Array.isArray(pools) ? pools : [pools] };
}

function lambdaAuthorizer(given: ValueMap, identity: ValueMap): ValueMap {
  const role = given["FunctionInvokeRole"];
  return defined({
    authorizerUri: authorizerUri(given["FunctionArn"] ?? null),
    authorizerResultTtlInSeconds: identity["ReauthorizeEvery"],
    authorizerCredentials: isTruthy(role) && role !== "NONE" ? role : undefined,
  });
}

export function authorizerUri(functionArn: Value): Value {
  const arn =
    "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations";
  const variables = written({ __FunctionArn__: functionArn }, ["__FunctionArn__"]);
  return written({ "Fn::Sub": written([arn, variables]) });
}

function identitySource(apiId: string, name: string, identity: ValueMap): Value | undefined {
  const refuse = (message: string) => invalidResource(apiId, message);
  const sources = SOURCES.flatMap(([source, prefix]) => {
    const path = `Auth.Authorizers.${name}.Identity.${source}`;
    const values = isTruthy(identity[source]) ? listAt(identity[source], path, refuse) : [];
    return values.map((value, index) => prefix + stringAt(value, `${path}[${index}]`, refuse));
  });
  return sources.length === 0 ? undefined : sources.join(", ");
}
