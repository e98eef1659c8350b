import type { Clock } from "../../../../../core/clock.ts";
import { emptyNode, nodeFor, type RouteNode } from "../../../shared/routing/trie.ts";
import { TokenBucket } from "../../../shared/throttling/token-bucket.ts";
import type { Deployment } from "../../control/model/deployment.ts";
import type { Method, Resource } from "../../control/model/rest-api.ts";
import type { Stage } from "../../control/model/stage.ts";
import { compileAuthorizer } from "../authorizers/registry.ts";
import { compileIntegration, misconfigured } from "../integrations/registry.ts";
import type { CompiledRoute, CompiledStage } from "../invocation/api-invocation.ts";
import type { ExecuteContext } from "../invocation/context.ts";
import { compileResourcePolicy } from "../policies/resource-policy.ts";
import { limitsFor } from "../throttling/limits.ts";
import { compileValidation } from "../validation/compile-validation.ts";

/** Decides once everything about a stage that does not depend on the call. */
export function compileStage(context: ExecuteContext, stage: Stage, deployment: Deployment): CompiledStage {
  const api = deployment.snapshot;
  const { accountId, region } = context.scope;
  const input: StageInput = { clock: context.clock, stage, deployment };
  return {
    api,
    stage,
    deploymentId: deployment.id,
    root: compileTree(input),
    gatewayResponses: new Map(api.gatewayResponses.map((it) => [it.responseType, it])),
    checkResourcePolicy: compileResourcePolicy(api),
    arn: `arn:aws:execute-api:${region}:${accountId}:${api.id}/${stage.stageName}`,
    domainName: `${api.id}.execute-api.${new URL(context.endpoints.base).host}`,
    variables: variablesOf(stage),
    binaryMediaTypes: new Set(api.binaryMediaTypes.map((type) => type.toLowerCase())),
  };
}

interface StageInput {
  readonly clock: Clock;
  readonly stage: Stage;
  readonly deployment: Deployment;
}

function compileTree(input: StageInput): RouteNode<CompiledRoute> {
  const root = emptyNode<CompiledRoute>();
  for (const resource of input.deployment.snapshot.resources) {
    const node = nodeFor(root, resource);
    for (const method of Object.values(resource.methods)) {
      if (method !== undefined) node.routes.set(method.httpMethod, compileRoute(input, resource, method));
    }
  }
  return root;
}

function compileRoute(input: StageInput, resource: Resource, method: Method): CompiledRoute {
  const api = input.deployment.snapshot;
  const limits = limitsFor(input.stage, resource.path, method.httpMethod);
  const { integration } = method;
  return {
    resourceId: resource.id,
    resourcePath: resource.path,
    httpMethod: method.httpMethod,
    authorize: compileAuthorizer({
      method,
      authorizer: api.authorizers.find((it) => it.id === method.authorizerId),
    }),
    validate: compileValidation(api, method),
    bucket: limits === undefined ? undefined : new TokenBucket(input.clock, limits),
    integrate:
      integration === undefined
        ? misconfigured
        : compileIntegration({
            integration,
            resourcePath: resource.path,
            variables: variablesOf(input.stage),
          }),
  };
}

function variablesOf(stage: Stage): Readonly<Record<string, string>> | null {
  const { variables } = stage;
  return variables === undefined || Object.keys(variables).length === 0 ? null : variables;
}
