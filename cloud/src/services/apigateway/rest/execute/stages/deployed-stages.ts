import { emptyNode, findRoute, nodeFor } from "../../../shared/routing/trie.ts";
import type { RestApi } from "../../control/model/rest-api.ts";
import type { ApiStore } from "../../control/model/store.ts";
import type { CompiledStage } from "../invocation/api-invocation.ts";
import type { ExecuteContext } from "../invocation/context.ts";
import { compileStage } from "./compile-stage.ts";

/** The stages that are being served, compiled at their first call and kept until something changes. */
export interface DeployedStages {
  find(apiId: string, stageName: string): CompiledStage | undefined;
  /** Whether the API has a route that no deployment serves yet, for the trace. */
  isUndeployed(apiId: string, method: string, path: string): boolean;
  /** Names of the stages of an API, for the trace. */
  namesOf(apiId: string): string[];
  /** Called after every change of a stage, a deployment or an API's existence. */
  forget(apiId: string): void;
}

export function createDeployedStages(store: ApiStore, context: ExecuteContext): DeployedStages {
  const apis = new Map<string, ReadonlyMap<string, CompiledStage>>();
  return {
    find: (apiId, stageName) => {
      let stages = apis.get(apiId);
      if (stages === undefined) {
        stages = load(store, context, apiId);
        // Ids that do not exist are not remembered: clients could fill the memory with them.
        if (stages.size > 0) apis.set(apiId, stages);
      }
      return stages.get(stageName);
    },
    isUndeployed: (apiId, method, path) => hasRoute(store.findApi(apiId), method, path),
    namesOf: (apiId) => store.listStages(apiId).map(({ stageName }) => stageName),
    forget: (apiId) => void apis.delete(apiId),
  };
}

function hasRoute(api: RestApi | undefined, method: string, path: string): boolean {
  const root = emptyNode<true>();
  for (const resource of api?.resources ?? []) {
    const node = nodeFor(root, resource);
    for (const name of Object.keys(resource.methods)) node.routes.set(name, true);
  }
  return findRoute(root, method, path) !== undefined;
}

function load(store: ApiStore, context: ExecuteContext, apiId: string): ReadonlyMap<string, CompiledStage> {
  const stages = new Map<string, CompiledStage>();
  if (store.findApi(apiId)?.disableExecuteApiEndpoint !== false) return stages;
  for (const stage of store.listStages(apiId)) {
    const deployment = store.findDeployment(apiId, stage.deploymentId);
    if (deployment !== undefined) stages.set(stage.stageName, compileStage(context, stage, deployment));
  }
  return stages;
}
