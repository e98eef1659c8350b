import { listOf, type RestApiParts, readRestApiParts } from "../../runtime/client/deployed/rest-api.ts";
import type { DeployedApi, DeployedRoute, DeployedStage, RouteAuthorizer } from "./deployment.ts";
import { refusedBodyOf } from "./refused-body.ts";
import { type ApiSummary, servedRoutes } from "./served-routes.ts";
import { byPlace, type Source } from "./source.ts";

interface Api {
  readonly id: string;
  readonly name: string;
  readonly policy?: string;
}

interface Stage {
  readonly stageName: string;
  readonly deploymentId: string;
}

interface Deployment {
  readonly apiSummary?: ApiSummary;
}

interface Method {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired?: boolean;
  readonly requestValidatorId?: string;
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly methodIntegration?: {
    readonly type: string;
    readonly uri?: string;
    readonly credentials?: string;
  };
}

interface Resource {
  readonly path: string;
  readonly resourceMethods?: Readonly<Record<string, Method>>;
}

interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly providerARNs?: readonly string[];
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
}

interface Validator {
  readonly id: string;
  readonly validateRequestBody?: boolean;
}

interface Model {
  readonly name: string;
  readonly schema?: string;
}

interface Types {
  readonly resource: Resource;
  readonly stage: Stage;
  readonly authorizer: Authorizer;
  readonly validator: Validator;
  readonly model: Model;
}

/** The REST APIs with the routes that each stage serves. */
export async function readApis({ client, names }: Source): Promise<DeployedApi[]> {
  const apis = await listOf<Api>(client, "/restapis?limit=500");
  return byPlace(
    await Promise.all(
      apis.map(async ({ id, name, policy }) => {
        const parts = await readRestApiParts<Types>(client, id);
        const routes = routesOf(parts);
        const served = parts.stages.map(async ({ stageName, deploymentId }): Promise<DeployedStage> => {
          const path = `/restapis/${id}/deployments/${deploymentId}?embed=apisummary`;
          const { apiSummary } = await client.get<Deployment>("apigateway", path);
          return { name: stageName, ...servedRoutes(routes, apiSummary) };
        });
        return { id, place: names.placeOf(id, name), stages: byName(await Promise.all(served)), policy };
      }),
    ),
  );
}

function byName(stages: readonly DeployedStage[]): DeployedStage[] {
  return [...stages].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function routesOf(parts: RestApiParts<Types>): DeployedRoute[] {
  return parts.resources
    .flatMap(({ path, resourceMethods = {} }) =>
      Object.values(resourceMethods).map((method) => routeOf(path, method, parts)),
    )
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));
}

function routeOf(path: string, method: Method, parts: RestApiParts<Types>): DeployedRoute {
  const authorizer = parts.authorizers.find(({ id }) => id === method.authorizerId);
  const validator = parts.validators.find(({ id }) => id === method.requestValidatorId);
  const modelName = method.requestModels?.["application/json"];
  const model = parts.models.find(({ name }) => name === modelName);
  const checksBodies = validator?.validateRequestBody === true;
  return {
    method: method.httpMethod,
    path,
    authorizationType: method.authorizationType,
    authorizer: authorizer === undefined ? undefined : authorizerOf(authorizer),
    scopes: [...(method.authorizationScopes ?? [])].sort(),
    apiKeyRequired: method.apiKeyRequired === true,
    integration: method.methodIntegration?.type ?? "",
    ...calledFunction(method.methodIntegration?.uri),
    credentials: method.methodIntegration?.credentials,
    refusedBody: checksBodies ? refusedBodyOf(model?.schema) : undefined,
  };
}

/** `…:function:<name>:<alias or version>/invocations` */
export function calledFunction(uri = ""): Pick<DeployedRoute, "functionName" | "qualifier"> {
  const [, functionName, qualifier] = /:function:([\w-]+)(?::([$\w-]+)\/)?/.exec(uri) ?? [];
  return { functionName, qualifier };
}

function authorizerOf(authorizer: Authorizer): RouteAuthorizer {
  const source = authorizer.identitySource ?? "";
  return {
    name: authorizer.name,
    providerArns: authorizer.providerARNs ?? [],
    header: source.slice(source.lastIndexOf(".") + 1),
    audience: authorizer.identityValidationExpression || undefined,
  };
}
