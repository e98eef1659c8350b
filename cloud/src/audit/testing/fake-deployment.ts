import { parseAccess } from "../../runtime/project/access-file.ts";
import { CATALOGUE } from "../catalogue/index.ts";
import type { AuditContext } from "../context.ts";
import type { Api, DeployedResource, Deployment, Route } from "../deployment/deployment.ts";
import type { JsonObject } from "../deployment/json.ts";
import type { CheckResult } from "../model.ts";
import { createPlaces } from "../template/places.ts";
import { createCollector } from "../verdict.ts";

/** A resource of the stack `app`; its physical id is its logical one. */
export function resource(logicalId: string, type: string, properties: JsonObject = {}): DeployedResource {
  return {
    stack: "app",
    logicalId,
    physicalId: logicalId,
    type,
    properties,
    metadata: {},
    deletionPolicy: "",
  };
}

export function deploymentOf(parts: Partial<Deployment> = {}): Deployment {
  return {
    region: "eu-west-1",
    accountId: "123456789012",
    resources: [],
    pools: [],
    apis: [],
    functionPolicies: new Map(),
    unreadable: [],
    parameters: new Map([["app", {}]]),
    terminationProtection: new Map([["app", false]]),
    templates: new Map(),
    ...parts,
  };
}

/** A REST API with these routes. */
export function apiOf(...routes: readonly Partial<Route>[]): Api {
  const own = resource("Api", "AWS::ApiGateway::RestApi");
  const api: { routes: Route[] } & Api = {
    id: "api",
    kind: "REST",
    resource: own,
    settings: {},
    stages: [{ name: "v1", url: "http://127.0.0.1:9/v1", settings: {}, resource: own }],
    routes: [],
  };
  for (const route of routes) {
    api.routes.push({
      api,
      method: "GET",
      path: "/orders",
      guard: "NONE",
      authorizer: undefined,
      scopes: [],
      needsKey: false,
      cacheKeys: [],
      model: undefined,
      functionName: "orders",
      resource: own,
      ...route,
    });
  }
  return api;
}

export interface CheckParts {
  readonly deployment?: Partial<Deployment>;
  readonly access?: object;
  /** More of the context, for checks that call. */
  readonly context?: Partial<AuditContext>;
}

/** Runs one check of the catalogue on what is given. */
export async function runCheckOn(
  id: string,
  { deployment, access = {}, context }: CheckParts,
): Promise<CheckResult> {
  const check = CATALOGUE.find((one) => one.id === id);
  if (check === undefined) throw new Error(`There is no check ${id}.`);
  const collector = createCollector(check, createPlaces(new Map()));
  const given = {
    target: { kind: "aws" },
    runId: "1a2b",
    deployment: deploymentOf(deployment),
    declared: parseAccess(access, "access"),
    ...context,
  } as AuditContext;
  await check.run(given, collector);
  return collector.result();
}
