import type { Scope } from "../../../core/arns.ts";
import type { FunctionCall, FunctionCalls } from "../../../core/ports/function-calls.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { EnvironmentServices } from "../environments/environment-services.ts";
import { FunctionPool, type PoolLimits, type StartSlots } from "../environments/function-pool.ts";
import type { InvocationRequest, InvocationResult } from "../environments/invocation-run.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import { type FunctionReference, functionArn } from "../functions/names.ts";
import type { FunctionStore } from "../functions/store.ts";
import { ACCOUNT_CONCURRENCY, LATEST } from "../shared/constants.ts";
import { accountConcurrencyReached, reservedConcurrencyReached } from "../shared/errors.ts";
import { createWatchdog, type StalledCall } from "./watchdog.ts";

/** A function version that can be invoked, with what is decided about its callers so far. */
export interface Target {
  readonly configuration: FunctionConfiguration;
  /** The ARN the caller used, qualifier included. */
  readonly invokedArn: string;
  /** JSON text of the resource policy that governs this qualifier. */
  readonly policy: string | undefined;
  /** Decisions about service callers; gone as soon as anything about the function changes. */
  readonly decisions: Map<string, string>;
}

export interface DispatchedInvocation extends Pick<InvocationRequest, "cause" | "onStream"> {
  readonly payload: Buffer | string;
  readonly clientContext?: string;
  readonly wantsLog?: boolean;
  readonly requestId?: string;
}

/** The versions that a qualifier may mean. */
interface Targets {
  readonly main: Target;
  /** A second one that gets part of the calls. */
  readonly other?: { readonly target: Target; readonly weight: number };
}

/** Finds the version an ARN means and runs invocations on its environments. */
export interface Dispatcher {
  /** Of an alias with weights the one that this call gets. */
  find(reference: FunctionReference): Target | undefined;
  /** Throws TooManyRequestsException; rejects when the role cannot be assumed. */
  invoke(target: Target, invocation: DispatchedInvocation): Promise<InvocationResult>;
  /** Something about this function has changed. */
  changed(functionName: string): void;
  reap(): void;
  /** Programs have ended their part of invocations that are answered, or `limitMs` are over. */
  finished(limitMs: number): Promise<void>;
  close(): void;
  readonly calls: FunctionCalls;
}

interface Options {
  readonly store: FunctionStore;
  readonly services: EnvironmentServices;
  readonly limits: PoolLimits;
  readonly scope: Scope;
  readonly randomness: Randomness;
  readonly trace?: Trace | undefined;
}

interface Concurrency {
  running: number;
  readonly reserved: number | undefined;
}

export function createDispatcher(options: Options): Dispatcher {
  const targets = new Map<string, Map<string, Targets>>();
  const concurrencies = new Map<string, Concurrency>();
  const pools = new PoolSet(options);
  const listeners = new Set<(call: FunctionCall) => void>();
  let runningInAll = 0;
  const watchdog = createWatchdog({
    timers: options.services.timers,
    trace: options.trace,
    isBusy: () => runningInAll > 0,
    stalls: () => pools.stalls(),
  });

  const find = ({ name, qualifier }: FunctionReference): Target | undefined => {
    const known = targets.get(name)?.get(qualifier);
    if (known !== undefined) return oneOf(known, options.randomness);
    const found = load(options, { name, qualifier });
    if (found === undefined) return undefined;
    const family = targets.get(name) ?? new Map<string, Targets>();
    targets.set(name, family.set(qualifier, found));
    return oneOf(found, options.randomness);
  };

  const concurrencyOf = (name: string): Concurrency => {
    const known = concurrencies.get(name);
    if (known !== undefined) return known;
    const made = { running: 0, reserved: options.store.find(name)?.reservedConcurrency };
    concurrencies.set(name, made);
    return made;
  };

  return {
    find,
    invoke: async (target, invocation) => {
      const concurrency = concurrencyOf(target.configuration.functionName);
      // LAM-7: reserved concurrency is exact; nothing waits for it.
      if (concurrency.reserved !== undefined && concurrency.running >= concurrency.reserved) {
        throw reservedConcurrencyReached().because({
          rule: "LAM-7",
          reason: "function-busy",
          by: { limit: concurrency.reserved, function: target.invokedArn },
        });
      }
      if (runningInAll >= ACCOUNT_CONCURRENCY) throw accountConcurrencyReached();
      concurrency.running += 1;
      runningInAll += 1;
      watchdog.wake();
      try {
        const requestId = invocation.requestId ?? options.randomness.uuid();
        const result = await pools.of(target.configuration).invoke({
          requestId,
          cause: invocation.cause,
          payload: invocation.payload,
          invokedArn: target.invokedArn,
          traceId: traceId(options),
          clientContext: invocation.clientContext ?? "",
          wantsLog: invocation.wantsLog ?? false,
          onStream: invocation.onStream,
        });
        for (const listener of listeners) listener(callOf(target, { ...invocation, requestId }, result));
        return result;
      } finally {
        concurrency.running -= 1;
        runningInAll -= 1;
      }
    },
    changed: (name) => {
      targets.delete(name);
      const { running } = concurrencies.get(name) ?? { running: 0 };
      if (running === 0) concurrencies.delete(name);
      else Object.assign(concurrencyOf(name), { reserved: options.store.find(name)?.reservedConcurrency });
      pools.changed(name);
    },
    calls: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    reap: () => pools.reap(),
    finished: (limitMs) => pools.finished(limitMs),
    close: () => {
      watchdog.close();
      pools.close();
    },
  };
}

function callOf(
  { configuration }: Target,
  { requestId, payload }: DispatchedInvocation & { readonly requestId: string },
  result: InvocationResult,
): FunctionCall {
  return {
    requestId,
    functionName: configuration.functionName,
    version: configuration.version,
    event: payload.toString(),
    result: result.payload.toString("utf8"),
    failed: result.functionError,
  };
}

function load({ store, scope }: Options, { name, qualifier }: FunctionReference): Targets | undefined {
  const alias = store.findAlias(name, qualifier);
  const version = alias?.version ?? (qualifier === "" ? LATEST : qualifier);
  const configuration = store.findVersion(name, version);
  if (configuration === undefined) return undefined;
  const main: Target = {
    configuration,
    invokedArn: functionArn(scope, { name, qualifier }),
    policy: store.findPolicy(name, qualifier === LATEST ? "" : qualifier)?.document,
    decisions: new Map(),
  };
  const { routing } = alias ?? {};
  const second = routing === undefined ? undefined : store.findVersion(name, routing.version);
  if (routing === undefined || second === undefined) return { main };
  return { main, other: { target: { ...main, configuration: second }, weight: routing.weight } };
}

/** As fine as weights are looked at. */
const WEIGHT_STEPS = 1_000_000;

function oneOf({ main, other }: Targets, randomness: Randomness): Target {
  if (other === undefined) return main;
  return randomness.integer(WEIGHT_STEPS) < other.weight * WEIGHT_STEPS ? other.target : main;
}

/** `Root=1-<time>-<random>;Parent=<random>;Sampled=0` */
function traceId({ services, randomness }: Options): string {
  const time = Math.floor(services.clock.now() / 1000).toString(16);
  const random = randomness.uuid().replaceAll("-", "");
  return `Root=1-${time}-${random.slice(8)};Parent=${random.slice(0, 16)};Sampled=0`;
}

/** One pool per version; a pool is retired when its version has changed. */
class PoolSet {
  readonly #pools = new Map<string, FunctionPool>();
  readonly #retired = new Set<FunctionPool>();
  readonly #options: Options;
  readonly #slots: StartSlots;

  constructor(options: Options) {
    this.#options = options;
    this.#slots = {
      starting: 0,
      ended: () => {
        for (const pool of this.#pools.values()) pool.grow();
        for (const pool of this.#retired) pool.grow();
      },
    };
  }

  of(configuration: FunctionConfiguration): FunctionPool {
    const key = `${configuration.functionName}:${configuration.version}`;
    const known = this.#pools.get(key);
    if (known?.configuration.revisionId === configuration.revisionId) return known;
    if (known !== undefined) this.#retire(key, known);
    const { services, limits } = this.#options;
    const pool = new FunctionPool(configuration, services, { limits, slots: this.#slots });
    this.#pools.set(key, pool);
    return pool;
  }

  changed(functionName: string): void {
    for (const [key, pool] of this.#pools) {
      const { functionName: name, version, revisionId } = pool.configuration;
      if (name !== functionName) continue;
      if (this.#options.store.findVersion(name, version)?.revisionId !== revisionId) this.#retire(key, pool);
    }
  }

  stalls(): StalledCall[] {
    return [...this.#pools.values(), ...this.#retired].flatMap((pool) =>
      pool.stalls().map((stall) => ({ ...stall, functionName: pool.configuration.functionName })),
    );
  }

  reap(): void {
    for (const pool of this.#pools.values()) pool.reap();
    for (const pool of this.#retired) if (pool.environments === 0) this.#retired.delete(pool);
  }

  async finished(limitMs: number): Promise<void> {
    const finishing = [...this.#pools.values(), ...this.#retired].flatMap((pool) => pool.finishing());
    if (finishing.length === 0) return;
    const { timers } = this.#options.services;
    await new Promise<void>((resolve) => {
      const cancel = timers.after(limitMs, resolve);
      void Promise.all(finishing).then(() => {
        cancel();
        resolve();
      });
    });
  }

  close(): void {
    for (const pool of [...this.#pools.values(), ...this.#retired]) pool.close();
    this.#pools.clear();
    this.#retired.clear();
  }

  #retire(key: string, pool: FunctionPool): void {
    this.#pools.delete(key);
    this.#retired.add(pool);
    pool.retire();
  }
}
