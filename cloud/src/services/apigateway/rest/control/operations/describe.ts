import { GATEWAY_RESPONSE_STATUS } from "../../constants.ts";
import { describeGatewayResponse } from "../apis/gateway-responses.ts";
import type { Deployment } from "../model/deployment.ts";
import type { Integration, Method, Resource, RestApi } from "../model/rest-api.ts";
import type { Stage } from "../model/stage.ts";

/** The shapes the management API answers with. */

export function describeApi(api: RestApi): object {
  const { id, name, description, version, createdDate, apiKeySource, endpointConfiguration, policy } = api;
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    createdDate,
    ...(version === undefined ? {} : { version }),
    ...(api.binaryMediaTypes.length === 0 ? {} : { binaryMediaTypes: api.binaryMediaTypes }),
    apiKeySource,
    endpointConfiguration,
    ...(policy === undefined ? {} : { policy }),
    tags: api.tags,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
  };
}

export function describeResource(resource: Resource, embedMethods: boolean): object {
  const { id, parentId, pathPart, path, methods } = resource;
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    embedMethods && method !== undefined ? describeMethod(method) : {},
  ]);
  return {
    id,
    ...(parentId === undefined ? {} : { parentId }),
    ...(pathPart === undefined ? {} : { pathPart }),
    path,
    ...(entries.length === 0 ? {} : { resourceMethods: Object.fromEntries(entries) as object }),
  };
}

export function describeMethod(method: Method): object {
  const { integration, methodResponses, ...rest } = method;
  return {
    ...rest,
    ...(Object.keys(methodResponses).length === 0 ? {} : { methodResponses }),
    ...(integration === undefined ? {} : { methodIntegration: describeIntegration(integration) }),
  };
}

export function describeIntegration(integration: Integration): object {
  const { integrationResponses, ...rest } = integration;
  return {
    ...rest,
    cacheKeyParameters: [],
    ...(Object.keys(integrationResponses).length === 0 ? {} : { integrationResponses }),
  };
}

export function describeDeployment({ id, description, createdDate }: Deployment): object {
  return { id, ...(description === undefined ? {} : { description }), createdDate };
}

/** `apiSummary` of a deployment: what its methods ask of their callers, by path and method. */
export function summarizeApi({ resources }: RestApi): object {
  const entries = resources.flatMap(({ path, methods }) => {
    const summaries = Object.entries(methods).flatMap(([name, method]) =>
      method === undefined
        ? []
        : [[name, { authorizationType: method.authorizationType, apiKeyRequired: method.apiKeyRequired }]],
    );
    return summaries.length === 0 ? [] : [[path, Object.fromEntries(summaries) as object] as const];
  });
  return Object.fromEntries(entries);
}

export function describeStage(stage: Stage): object {
  const { restApiId: _, methodSettings, ...rest } = stage;
  const settings = Object.entries(methodSettings).map(([key, setting]) => [
    key,
    {
      metricsEnabled: false,
      loggingLevel: "OFF",
      dataTraceEnabled: false,
      throttlingBurstLimit: 5000,
      throttlingRateLimit: 10_000,
      cachingEnabled: false,
      ...setting,
    },
  ]);
  return {
    ...rest,
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: Object.fromEntries(settings) as object,
  };
}

export function describeGatewayResponses(api: RestApi): object[] {
  return [...GATEWAY_RESPONSE_STATUS.keys()].map((type) => describeGatewayResponse(api, type));
}
