/**
 * API Gateway: REST APIs (v1), their management API and the calls of deployed stages.
 *
 * **Gaps.** Lambda authorizers, API keys and usage plans, HTTP/AWS integrations, mapping templates
 * with VTL, caching, custom domains, private endpoints, canaries, WAF, SDK generation and export are
 * refused by name. See docs/gaps/apigateway.md.
 *
 * **By design.** Only a deployment changes what is served. A stage is compiled once and kept until
 * its next change: a call runs without a look at the store. An unknown authorization type is an
 * error of the gateway, never a pass. `X-Forwarded-Proto` is `https` as on AWS, although the local
 * front door speaks HTTP.
 *
 * **Client quirks.** The SDKs send `Accept: application/json` and get plain lists under `item`.
 * Method settings name a resource path with `~1` for every slash, with or without the first one.
 */
import type { Clock } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { RoleAssumer, RoleFinder } from "../../core/ports/credentials.ts";
import type { FunctionInvoker } from "../../core/ports/function-invoker.ts";
import type { ObjectReader } from "../../core/ports/object-reader.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { TokenVerifier } from "../../core/ports/token-verifier.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import type { PipelineDependencies, ServedService } from "../../wire/pipeline.ts";
import { resourceProviders } from "./resources/index.ts";
import { createManagement } from "./rest/control/http.ts";
import type { Control } from "./rest/control/model/control.ts";
import { createSqliteApiStore } from "./rest/control/model/sqlite-store.ts";
import { createExecute, type Execute } from "./rest/execute/execute.ts";
import type { AccessLog } from "./rest/execute/invocation/context.ts";
import { createDeployedStages } from "./rest/execute/stages/deployed-stages.ts";

export interface ApiGatewayDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Endpoints;
  readonly functionInvoker: FunctionInvoker;
  readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
  readonly roles: RoleFinder;
  readonly objectReader: ObjectReader;
  readonly tokenVerifier: TokenVerifier;
  /** Receives one line a call of every stage that has AccessLogSetting. */
  readonly accessLog?: AccessLog | undefined;
}

export interface ApiGatewayService {
  /** Management API: `/restapis…`, `/tags/…`, `/account` and the paths refused by name. */
  readonly http: ServedService;
  /** Serves a call of a deployed stage. */
  readonly execute: Execute;
  readonly resources: readonly ResourceProvider[];
}

export function createApiGatewayService(dependencies: ApiGatewayDependencies): ApiGatewayService {
  const { database, clock, randomness, scope } = dependencies;
  const store = createSqliteApiStore(database);
  const context = { ...dependencies, accessLog: dependencies.accessLog, trace: dependencies.trace };
  const stages = createDeployedStages(store, context);
  const control: Control = { store, clock, randomness, scope, changed: (apiId) => stages.forget(apiId) };
  return {
    http: createManagement(control, dependencies),
    execute: createExecute(context, stages),
    resources: resourceProviders(control, dependencies.objectReader),
  };
}
