import type { HttpResponse } from "../../../wire/http.ts";
import type { Deployment } from "../rest/control/model/deployment.ts";
import type { Integration, Method, Resource, RestApi } from "../rest/control/model/rest-api.ts";
import type { Stage } from "../rest/control/model/stage.ts";
import { createExecute } from "../rest/execute/execute.ts";
import { compileStage } from "../rest/execute/stages/compile-stage.ts";
import { createFakes, type Fakes, FUNCTION_URI, POOL_ARN, type RequestParts, requestOf } from "./fakes.ts";

export const API_ID = "abcdefghij";

export const LAMBDA: Integration = {
  type: "AWS_PROXY",
  httpMethod: "POST",
  uri: FUNCTION_URI,
  passthroughBehavior: "WHEN_NO_MATCH",
  timeoutInMillis: 29_000,
  cacheNamespace: "root",
  integrationResponses: {},
};

/** A method that is open to all and runs the function, unless told otherwise. */
export function method(httpMethod: Method["httpMethod"], changes: Partial<Method> = {}): Method {
  return {
    httpMethod,
    authorizationType: "NONE",
    apiKeyRequired: false,
    methodResponses: {},
    integration: LAMBDA,
    ...changes,
  };
}

/** Methods by path; parents without methods are left out, as the router does not need them. */
export type Paths = Readonly<Record<string, readonly Method[]>>;

export function api(paths: Paths, changes: Partial<RestApi> = {}): RestApi {
  const resources: Resource[] = Object.entries(paths).map(([path, methods], index) => ({
    id: `res${index}`,
    path,
    methods: Object.fromEntries(methods.map((it) => [it.httpMethod, it])),
  }));
  return {
    id: API_ID,
    name: "test",
    createdDate: 0,
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
    disableExecuteApiEndpoint: false,
    binaryMediaTypes: [],
    tags: {},
    rootResourceId: "root",
    resources,
    authorizers: [COGNITO],
    models: [],
    requestValidators: [],
    gatewayResponses: [],
    ...changes,
  };
}

export const COGNITO = {
  id: "auth01",
  name: "Cognito",
  type: "COGNITO_USER_POOLS",
  providerARNs: [POOL_ARN],
  authType: "cognito_user_pools",
  identitySource: "method.request.header.Authorization",
} as const;

export interface Served {
  readonly fakes: Fakes;
  /** Calls the stage; the path begins with the stage name. */
  call(parts: RequestParts & { readonly apiId?: string }): Promise<HttpResponse>;
}

/** Serves one API as stage `v1`. */
export function serve(restApi: RestApi, stageChanges: Partial<Stage> = {}, fakes = createFakes()): Served {
  const deployment: Deployment = { id: "dep001", restApiId: API_ID, createdDate: 0, snapshot: restApi };
  const stage: Stage = {
    restApiId: API_ID,
    stageName: "v1",
    deploymentId: "dep001",
    methodSettings: {},
    tracingEnabled: false,
    tags: {},
    createdDate: 0,
    lastUpdatedDate: 0,
    ...stageChanges,
  };
  const compiled = compileStage(fakes.context, stage, deployment);
  const execute = createExecute(fakes.context, {
    find: (apiId, name) => (apiId === API_ID && name === stage.stageName ? compiled : undefined),
    isUndeployed: () => false,
    namesOf: () => [stage.stageName],
    forget: () => undefined,
  });
  return {
    fakes,
    call: (parts) => {
      const request = requestOf(parts);
      return execute(request, { apiId: parts.apiId ?? API_ID, path: request.path });
    },
  };
}
