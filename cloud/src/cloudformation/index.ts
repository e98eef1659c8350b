/**
 * CloudFormation: templates in, resources out. Templates are parsed, the serverless transform is
 * expanded, parameters and conditions are bound, and resources are created, changed, replaced and
 * deleted in order of dependency through the `ResourceProvider` port.
 *
 * **Gaps**: hooks, macros, dynamic references to other things than plain SSM parameters and
 * secrets, drift, import of resources, stack sets, stack policies, parameter types that name machines. Each
 * is refused by name.
 *
 * **By design**: an unsupported resource type or property is refused before anything is created;
 * outputs show addresses that work on this machine; resources are handled one after another.
 *
 * **Client quirks**: SAM CLI sends `TemplateURL` as `http://<this cloud>/bucket/key`, matches the
 * text `Stack with id <name> does not exist` and waits for a root event without `IN_PROGRESS`. SAM
 * CLI and AWS CLI name change sets after the second.
 */
import type { Caller } from "../core/caller.ts";
import type { Clock, Timers } from "../core/clock.ts";
import type { Endpoints } from "../core/endpoints.ts";
import type { FunctionEvents } from "../core/ports/function-events.ts";
import type { ObjectReader } from "../core/ports/object-reader.ts";
import type { ParameterReader } from "../core/ports/parameter-reader.ts";
import type { ResourceProvider } from "../core/ports/resource-provider.ts";
import type { SecretReader } from "../core/ports/secret-reader.ts";
import type { Randomness } from "../core/randomness.ts";
import type { Database } from "../store/database.ts";
import type { PipelineDependencies, ServedService } from "../wire/pipeline.ts";
import { createChangeSetStore } from "./engine/change-set-store.ts";
import { ChangeSets } from "./engine/change-sets.ts";
import { createStackEngine, type StackEngine } from "./engine/engine.ts";
import type { EngineDeps, ServiceRoles } from "./engine/stack-operation.ts";
import { Stacks } from "./engine/stacks.ts";
import { createStackStore } from "./engine/store.ts";
import { type ProviderMap, providerMap } from "./engine/support.ts";
import { heldProviders } from "./held/provider.ts";
import { createCloudFormationHttp } from "./http.ts";
import { createResources, type Resources } from "./resources/index.ts";
import { publishedSchema, type SchemaSource } from "./schemas/schema.ts";

export type {
  DeployRequest,
  DeployResult,
  StackEngine,
} from "./engine/engine.ts";

export interface CloudFormationDeps extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Endpoints;
  /** Asked once, when the first stack operation needs them. */
  readonly providers: () => readonly ResourceProvider[];
  readonly serviceOf: EngineDeps["serviceOf"];
  readonly identities: ServiceRoles & { readonly administrator: Caller };
  /** Types that a start leaves out of every template. */
  readonly leaveOut?: ReadonlySet<string>;
  /** What AWS publishes of the types; tests of the engine alone pretend types of their own. */
  readonly schemas?: SchemaSource;
  readonly objectReader: ObjectReader;
  readonly parameterReader: ParameterReader;
  readonly secretReader: SecretReader;
  readonly functionEvents: Pick<FunctionEvents, "refusalOf" | "send">;
  readonly timers?: Timers;
}

export interface CloudFormation {
  readonly http: ServedService;
  readonly engine: StackEngine;
  readonly resources: Resources["providers"];
  /** Takes what a function puts at a response address. */
  readonly takeResponse: Resources["takeResponse"];
  /** Takes a signal at the address of a wait condition handle. */
  readonly takeSignal: Resources["takeSignal"];
  /** Stops between two steps and settles when the running step is over. */
  close(): Promise<void>;
}

export function createCloudFormation(deps: CloudFormationDeps): CloudFormation {
  let stopping = false;
  const stacks = new Stacks({
    ...deps,
    administrator: deps.identities.administrator,
    roles: deps.identities,
    store: createStackStore(deps.database),
    schemas: deps.schemas ?? publishedSchema,
    leaveOut: deps.leaveOut ?? new Set(),
    // What a service keeps itself is its own.
    providers: once(() => providerMap([...heldProviders(deps.scope), ...deps.providers()])),
    stopping: () => stopping,
  });
  const resources = createResources({ ...deps, stacks });
  const changeSets = new ChangeSets(stacks, createChangeSetStore(deps.database));
  return {
    http: createCloudFormationHttp({ ...deps, stacks, changeSets }, deps),
    engine: createStackEngine(stacks),
    resources: resources.providers,
    takeResponse: resources.takeResponse,
    takeSignal: resources.takeSignal,
    close: async () => {
      stopping = true;
      resources.close();
      await stacks.idle();
    },
  };
}

function once(load: () => ProviderMap): () => ProviderMap {
  let loaded: ProviderMap | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
