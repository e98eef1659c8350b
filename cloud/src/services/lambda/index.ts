import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { CloudConfig } from "../../core/config.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { Causes } from "../../core/ports/causes.ts";
import type { RoleAssumer, RoleFinder } from "../../core/ports/credentials.ts";
import type { EventBuses } from "../../core/ports/event-buses.ts";
import type { FunctionCalls } from "../../core/ports/function-calls.ts";
import type { FunctionEvents } from "../../core/ports/function-events.ts";
import type { FunctionInvoker } from "../../core/ports/function-invoker.ts";
import type { FindFunctionUrl } from "../../core/ports/function-urls.ts";
import type { LogFiles } from "../../core/ports/log-files.ts";
import type { MessageQueues } from "../../core/ports/message-queues.ts";
import type { ObjectReader } from "../../core/ports/object-reader.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { SnsTopics } from "../../core/ports/sns-topics.ts";
import type { TableStreams } from "../../core/ports/table-streams.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import type { PipelineDependencies, ServedService } from "../../wire/pipeline.ts";
import { resourceTags } from "../../wire/tag-keys.ts";
import { type CodeStore, createCodeStore } from "./code/code-store.ts";
import type { EnvironmentServices } from "./environments/environment-services.ts";
import type { PoolLimits } from "./environments/function-pool.ts";
import { createHostLoad } from "./environments/host-load.ts";
import { markOf } from "./environments/launch.ts";
import { createMemoryMonitor } from "./environments/memory-monitor.ts";
import { openProcessRegistry } from "./environments/process-registry.ts";
import type { EventInvokeConfig } from "./event-invoke/config.ts";
import { deliverRecord } from "./event-invoke/delivery.ts";
import { createEventLimits } from "./event-invoke/limits.ts";
import { createPollers } from "./event-sources/pollers.ts";
import { sqsSource } from "./event-sources/sqs-source.ts";
import { createMappingStore } from "./event-sources/store.ts";
import { streamSource } from "./event-sources/stream-source.ts";
import type { ProvisionedConcurrency } from "./functions/function.ts";
import { createQualifierStore } from "./functions/qualifier-store.ts";
import { createFunctionStore } from "./functions/store.ts";
import { createLambdaHttp } from "./http.ts";
import { createInterpreterFinder } from "./interpreters/index.ts";
import { findJavaClient, javaClientFolder } from "./interpreters/java-client.ts";
import { nodePackagesFolder } from "./interpreters/node.ts";
import { pythonPackagesFolder } from "./interpreters/python.ts";
import { rubyPackagesFolder } from "./interpreters/ruby.ts";
import { type AsyncQueue, createAsyncQueue } from "./invocation/async-queue.ts";
import { createDispatcher, type Dispatcher } from "./invocation/dispatcher.ts";
import { createEventStore } from "./invocation/event-store.ts";
import { createFunctionEvents } from "./invocation/function-events.ts";
import { createInvoker } from "./invocation/invoker.ts";
import { createLayerStore } from "./layers/store.ts";
import { contentsInUse } from "./layers-in-use.ts";
import { createLogStore, type FunctionLogLine } from "./logs/log-store.ts";
import { tellLostCode } from "./lost-code.ts";
import type { LambdaContext } from "./operations/context.ts";
import { createResources } from "./resources/index.ts";
import { SERVICE_PRINCIPAL } from "./shared/constants.ts";
import { createFindFunctionUrl } from "./urls/describe.ts";
import { createServeUrl, type ServeUrl } from "./urls/serve.ts";
import { createUrlStore } from "./urls/store.ts";

/**
 * AWS Lambda: functions as operating-system processes, fed by the real Runtime API over HTTP.
 * Node.js runtimes run on the Node that runs this cloud, Python, Java and Ruby ones on what this machine has;
 * `provided.*` runs any `bootstrap`.
 *
 * **Gaps** (refused by name): event sources but queues and streams of tables, images,
 * runtimes of .NET, VPC, buckets as destinations.
 *
 * **By design**: functions are processes of the same user, not a sandbox. Programs are not frozen
 * between invocations. An invocation waits instead of starting a program when the line moves
 * faster than a program starts, and beyond a number of environments that suits the machine.
 *
 * **Client quirks**: AWS_ENDPOINT_URL is set, so SDKs inside functions call this cloud. SDKs read
 * both `Message` and `message`; each error has the one AWS uses.
 */
export interface LambdaService {
  readonly http: ServedService;
  /** For API Gateway and Cognito. */
  readonly invoker: FunctionInvoker;
  readonly calls: FunctionCalls;
  /** For CloudFormation. */
  readonly events: FunctionEvents;
  /** Serves a call of a function's own address. */
  readonly serveUrl: ServeUrl;
  readonly findUrl: FindFunctionUrl;
  readonly resources: readonly ResourceProvider[];
  /** Goes on with asynchronous events, and from now on event sources are polled for the functions. */
  startPolling(): void;
  /** Ends all functions and writes the logs out. */
  close(): Promise<void>;
}

export interface LambdaServiceDependencies extends PipelineDependencies {
  readonly database: Database;
  /** Absolute path; code, logs and scratch folders live under it. */
  readonly stateDir: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** `endpointUrl`: where SDKs inside functions find this cloud. */
  readonly config: { readonly endpointUrl: string } & Pick<
    CloudConfig,
    "python" | "java" | "ruby" | "allowRetiredRuntimes"
  >;
  readonly endpoints: Pick<Endpoints, "functionUrl">;
  readonly roleAssumer: RoleAssumer;
  readonly roles: RoleFinder;
  readonly objectReader: ObjectReader;
  /** Polled for functions, and given what functions leave over. */
  readonly messageQueues: MessageQueues;
  /** Given what functions leave over, too. */
  readonly snsTopics: SnsTopics;
  readonly eventBuses: EventBuses;
  /** Read for functions. */
  readonly tableStreams: TableStreams;
  readonly logFiles: LogFiles;
  /** Told which invocation is behind the calls that a function makes. */
  readonly causes?: Causes;
  /** Receives everything functions log. */
  readonly logs?: (line: FunctionLogLine) => void;
  /** Folder of the Node runtime, which child processes run; `node-runtime` beside this module when left out. */
  readonly nodeRuntimeDir?: string;
  readonly limits?: Partial<PoolLimits>;
  readonly timers?: Timers;
}

const CREDENTIALS_SECONDS = 3600;
const REAP_EVERY_MS = 60_000;
const IDLE_MS = 5 * 60_000;
/** What a program may still log at the end for an invocation that has its answer. */
export const FINISH_LIMIT_MS = 1000;

export function createLambdaService(deps: LambdaServiceDependencies): LambdaService {
  const timers = deps.timers ?? systemTimers;
  const store = createFunctionStore(deps.database);
  const layers = createLayerStore(deps.database);
  const urls = createUrlStore(deps.database);
  const code = createCodeStore(join(deps.stateDir, "functions"));
  const services = createEnvironmentServices(deps, code, timers);
  const { scope, authorization, logger } = deps;
  const dispatcher = createDispatcher({
    store,
    services,
    limits: limitsOf(deps),
    scope,
    randomness: deps.randomness,
    trace: deps.trace,
  });
  const { changed } = dispatcher;
  const { allowRetiredRuntimes: allowsRetired = false } = deps.config;
  const invokeConfigs = createQualifierStore<EventInvokeConfig>(deps.database, "lambda_event_invoke_configs");
  const asyncQueue: AsyncQueue = createAsyncQueue({
    dispatcher,
    events: createEventStore(deps.database),
    transaction: (work) => deps.database.transaction(work),
    timers,
    clock: deps.clock,
    logger,
    scope,
    randomness: deps.randomness,
    limitsOf: createEventLimits({ store, invokeConfigs }),
    settled: (reference, outcome) =>
      deliverRecord(
        {
          lambda,
          trace: deps.trace,
          logger,
          send: (destination, payload, lineage) => asyncQueue.add(destination, { payload }, { lineage }),
        },
        reference,
        outcome,
      ),
  });
  const mappings = createMappingStore(deps.database);
  const sqs = sqsSource({ queues: deps.messageQueues, timers, region: scope.region });
  const streams = streamSource({ ...deps, streams: deps.tableStreams, mappings, timers });
  const sources = new Map([sqs, streams].map((source) => [source.service, source]));
  const pollers = createPollers({ ...deps, mappings, sources, dispatcher, timers });
  const tagKeysOf = (name: string) => resourceTags(store.find(name)?.tags);
  const lambda: LambdaContext = {
    ...deps,
    tagKeysOf,
    mappings,
    sources,
    pollers,
    store,
    invokeConfigs,
    provisioned: createQualifierStore<ProvisionedConcurrency>(
      deps.database,
      "lambda_provisioned_concurrency",
    ),
    layers,
    urls,
    code,
    changed,
    removed: (functionName) => asyncQueue.forget(functionName),
    dispatcher,
    asyncQueue,
    allowsRetired,
  };
  const cleaned = code.removeUnused(contentsInUse(store, layers)).catch((error: unknown) => {
    logger.warn({ err: error }, "Unused function code could not be removed.");
  });
  tellLostCode(store, code, logger);
  const stopReaping = reapRegularly(dispatcher, timers);
  return {
    http: createLambdaHttp(lambda, deps),
    invoker: createInvoker({ ...deps, tagKeysOf, dispatcher, authorization, scope, timers, logger }),
    calls: dispatcher.calls,
    events: createFunctionEvents({
      dispatcher,
      asyncQueue,
      authorization,
      scope,
      tagKeysOf,
    }),
    serveUrl: createServeUrl({ ...deps, urls, dispatcher }),
    findUrl: createFindFunctionUrl(lambda),
    resources: createResources(lambda),
    startPolling: () => {
      asyncQueue.resume();
      pollers.start();
    },
    close: async () => {
      stopReaping();
      pollers.close();
      asyncQueue.close();
      await dispatcher.finished(FINISH_LIMIT_MS);
      dispatcher.close();
      services.memory.close();
      services.processes.close();
      await Promise.all([services.logs.close(), cleaned]);
    },
  };
}

function createEnvironmentServices(
  deps: LambdaServiceDependencies,
  code: CodeStore,
  timers: Timers,
): EnvironmentServices {
  const { clock, randomness, scope } = deps;
  const scratch = join(deps.stateDir, "tmp");
  const scratchRoot = join(scratch, randomness.bytes(4).toString("hex"));
  const mark = `${markOf(scratchRoot)}/`;
  const processes = openProcessRegistry(
    join(deps.stateDir, "function-processes"),
    mark,
    `${markOf(scratch)}/`,
  );
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratchRoot, { recursive: true });
  const nodeRuntimeDir = deps.nodeRuntimeDir ?? besideThis("node-runtime");
  return {
    clock,
    timers,
    randomness,
    scratchRoot,
    logs: createLogStore({
      directory: join(deps.stateDir, "logs"),
      files: deps.logFiles,
      forward: deps.logs,
    }),
    memory: createMemoryMonitor(timers),
    host: createHostLoad(timers),
    processes,
    causes: deps.causes,
    taskRoot: code.folderOf,
    layersFolder: code.mergedFolderOf,
    assumeRole: ({ role, functionName }) =>
      deps.roleAssumer.assumeForService({
        roleArn: role,
        service: SERVICE_PRINCIPAL,
        sessionName: functionName.length === 1 ? `${functionName}@lambda_function` : functionName,
        durationSeconds: CREDENTIALS_SECONDS,
      }),
    launch: {
      region: scope.region,
      endpointUrl: deps.config.endpointUrl,
      nodeBootstrap: join(nodeRuntimeDir, "bootstrap.mjs"),
      pythonBootstrap: join(besideThis("python-runtime"), "bootstrap.py"),
      rubyBootstrap: join(besideThis("ruby-runtime"), "bootstrap.rb"),
      findInterpreter: createInterpreterFinder(deps.config, process.env),
      javaClient: () => findJavaClient(javaClientFolder(deps.stateDir), process.env["HOME"]),
      pythonPackages: (version) => pythonPackagesFolder(deps.stateDir, version),
      rubyPackages: (version) => rubyPackagesFolder(deps.stateDir, version),
      nodePackages: nodePackagesFolder(deps.stateDir),
      hostPath: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    },
  };
}

/** A folder of programs that child processes run; a bundle needs it beside it. */
function besideThis(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

function limitsOf({ limits }: LambdaServiceDependencies): PoolLimits {
  const cores = availableParallelism();
  return {
    environmentsPerFunction: Math.max(16, cores * 8),
    simultaneousStarts: Math.max(2, cores),
    idleMs: IDLE_MS,
    ...limits,
  };
}

function reapRegularly(dispatcher: Dispatcher, timers: Timers): () => void {
  let cancel: () => void;
  const again = (): void => {
    cancel = timers.after(REAP_EVERY_MS, () => {
      dispatcher.reap();
      again();
    });
  };
  again();
  return () => cancel();
}
