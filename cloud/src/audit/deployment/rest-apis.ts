import { readRestApiParts } from "../../runtime/client/deployed/rest-api.ts";
import type { AuditTarget } from "../target.ts";
import type { Api, Authorizer, DeployedResource, Route, RouteGuard, Stage } from "./deployment.ts";
import { documentOf, isOn, type JsonObject, numberAt, objectAt, textAt, textsAt } from "./json.ts";

interface Types {
  readonly resource: JsonObject;
  readonly stage: JsonObject;
  readonly authorizer: JsonObject;
  readonly validator: JsonObject;
  readonly model: JsonObject;
}

/** The REST APIs of the stacks as API Gateway's management tells them. */
export async function readRestApis(
  target: AuditTarget,
  resources: readonly DeployedResource[],
): Promise<Api[]> {
  const apis = resources.filter(({ type }) => type === "AWS::ApiGateway::RestApi");
  return Promise.all(apis.map((resource) => readRestApi(target, resource, resources)));
}

async function readRestApi(
  target: AuditTarget,
  resource: DeployedResource,
  all: readonly DeployedResource[],
): Promise<Api> {
  const id = resource.physicalId;
  const [settings, parts] = await Promise.all([
    target.get<JsonObject>("apigateway", `/restapis/${id}`),
    readRestApiParts<Types>(target, id),
  ]);
  const api: { routes: Route[] } & Api = {
    id,
    kind: "REST",
    resource,
    settings,
    stages: parts.stages.map((stage) => stageOf(target, { id, resource, stage, all })),
    routes: [],
  };
  const known: Known = {
    authorizers: new Map(parts.authorizers.map((one) => [textAt(one, "id"), authorizerOf(one)])),
    validators: new Map(parts.validators.map((one) => [textAt(one, "id"), one])),
    models: new Map(parts.models.map((one) => [textAt(one, "name"), documentOf(one["schema"])])),
  };
  for (const item of parts.resources) {
    for (const [method, settingsOfMethod] of Object.entries(objectAt(item, "resourceMethods"))) {
      api.routes.push(
        routeOf(api, known, { path: textAt(item, "path"), method, settings: settingsOfMethod }),
      );
    }
  }
  return api;
}

interface Known {
  readonly authorizers: ReadonlyMap<string, Authorizer>;
  readonly validators: ReadonlyMap<string, JsonObject>;
  readonly models: ReadonlyMap<string, JsonObject>;
}

function routeOf(
  api: Api,
  { authorizers, validators, models }: Known,
  { path, method, settings }: { path: string; method: string; settings: JsonObject[string] },
): Route {
  const authorizer = authorizers.get(textAt(settings, "authorizerId"));
  const isChecked = isOn(validators.get(textAt(settings, "requestValidatorId")), "validateRequestBody");
  const [[, name] = []] = Object.entries(objectAt(settings, "requestModels"));
  const schema = isChecked ? models.get(String(name)) : undefined;
  return {
    api,
    method: method.toUpperCase(),
    path,
    guard: guardOf(textAt(settings, "authorizationType"), authorizer),
    authorizer,
    scopes: textsAt(settings, "authorizationScopes"),
    needsKey: isOn(settings, "apiKeyRequired"),
    cacheKeys: textsAt(settings, "methodIntegration", "cacheKeyParameters"),
    model:
      schema === undefined ? undefined : { schema, types: Object.keys(objectAt(settings, "requestModels")) },
    functionName: functionIn(textAt(settings, "methodIntegration", "uri")),
    resource: api.resource,
  };
}

function guardOf(type: string, authorizer: Authorizer | undefined): RouteGuard {
  if (type === "AWS_IAM") return "IAM";
  if (type === "COGNITO_USER_POOLS") return "COGNITO";
  return type === "CUSTOM" ? (authorizer?.guard ?? "FUNCTION") : "NONE";
}

function authorizerOf(settings: JsonObject): Authorizer {
  return {
    id: textAt(settings, "id"),
    name: textAt(settings, "name"),
    guard: textAt(settings, "type") === "COGNITO_USER_POOLS" ? "COGNITO" : "FUNCTION",
    poolIds: textsAt(settings, "providerARNs").map((arn) => arn.slice(arn.lastIndexOf("/") + 1)),
    ttlSeconds: numberAt(settings, "authorizerResultTtlInSeconds") || 0,
    identitySource: textAt(settings, "identitySource"),
  };
}

/** `…:function:orders-Place-1A2B/invocations` or with an alias behind it. */
function functionIn(uri: string): string | undefined {
  return /:function:([\w-]+)(?::[\w$-]+)?\/invocations$/.exec(uri)?.[1];
}

interface StageParts {
  readonly id: string;
  readonly resource: DeployedResource;
  readonly stage: JsonObject;
  readonly all: readonly DeployedResource[];
}

function stageOf(target: AuditTarget, { id, resource, stage, all }: StageParts): Stage {
  const name = textAt(stage, "stageName");
  const own = all.find(
    (one) =>
      one.stack === resource.stack &&
      one.type === "AWS::ApiGateway::Stage" &&
      one.properties["StageName"] === name &&
      one.properties["RestApiId"] === id,
  );
  return { name, url: target.restApi(id, name), settings: stage, resource: own ?? resource };
}
