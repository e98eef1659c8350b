import type { FunctionConfiguration } from "../functions/function.ts";
import { Environment } from "./environment.ts";
import type { EnvironmentServices } from "./environment-services.ts";
import { wantsAnother } from "./growth.ts";
import type { InvocationRequest, InvocationResult } from "./invocation-run.ts";
import type { Stall, StallState } from "./stall.ts";

export interface PoolLimits {
  /** Environments of one function version at most; further invocations wait. */
  readonly environmentsPerFunction: number;
  /** Environments that start at the same time at most, over all functions. */
  readonly simultaneousStarts: number;
  /** An environment idle for longer is closed. */
  readonly idleMs: number;
}

/** Starts under way in the whole cloud. */
export interface StartSlots {
  starting: number;
  /** Called when a start has ended, so that other pools can go on. */
  ended(): void;
}

interface Waiting {
  readonly request: InvocationRequest;
  readonly since: number;
  readonly resolve: (result: InvocationResult | Promise<InvocationResult>) => void;
  readonly reject: (reason: unknown) => void;
}

/** A guess until a start was measured. */
const ASSUMED_START_MS = 150;
const SMOOTHING = 0.2;
/** Credentials are renewed while they still outlast the longest invocation. */
const CREDENTIALS_MARGIN_MS = 60_000;

/**
 * The environments of one function version. The most recently used one serves first, so that
 * surplus ones go idle and are closed. When all are busy a new one is started, as AWS does, unless
 * the line is expected to move faster than a program starts or the machine has nothing left to run
 * it with.
 */
export class FunctionPool {
  readonly configuration: FunctionConfiguration;
  readonly #services: EnvironmentServices;
  readonly #limits: PoolLimits;
  readonly #slots: StartSlots;
  readonly #idle: Environment[] = [];
  readonly #all = new Set<Environment>();
  readonly #line = new Queue<Waiting>();
  #starting = 0;
  #startMs = ASSUMED_START_MS;
  #runMs: number | undefined;
  #cancelPatience: (() => void) | undefined;
  #retired = false;

  constructor(
    configuration: FunctionConfiguration,
    services: EnvironmentServices,
    shared: { readonly limits: PoolLimits; readonly slots: StartSlots },
  ) {
    this.configuration = configuration;
    this.#services = services;
    this.#limits = shared.limits;
    this.#slots = shared.slots;
  }

  get environments(): number {
    return this.#all.size;
  }

  /** Rejects only when no environment can be made (the role cannot be assumed). */
  invoke(request: InvocationRequest): Promise<InvocationResult> {
    const environment = this.#line.length === 0 ? this.#takeIdle() : undefined;
    if (environment !== undefined) return this.#run(environment, request);
    return new Promise((resolve, reject) => {
      this.#line.push({ request, resolve, reject, since: this.#services.timers.elapsed() });
      this.#grow();
    });
  }

  /** Starts another environment when the line asks for one and the limits allow it. */
  grow(): void {
    if (this.#line.length > 0) this.#grow();
  }

  /** Calls that hang though nothing keeps them from an answer. */
  stalls(): Stall[] {
    const running = [...this.#all].flatMap((environment) => environment.stall() ?? []);
    const first = this.#line.first();
    const state = first === undefined ? undefined : this.#stallOfLine();
    if (first === undefined || state === undefined) return running;
    return [...running, { call: first, requestId: first.request.requestId, state }];
  }

  #stallOfLine(): StallState | undefined {
    if (this.#idle.length > 0) return "idle-not-used";
    return this.#all.size === 0 && this.#cancelPatience === undefined ? "nobody-comes" : undefined;
  }

  /** Closes what has been idle for too long. */
  reap(): void {
    const limit = this.#services.timers.elapsed() - this.#limits.idleMs;
    while (this.#idle[0] !== undefined && this.#idle[0].idleSince <= limit) this.#discard(this.#idle.shift());
  }

  /** The configuration has changed: idle environments close now, busy ones when they are done. */
  retire(): void {
    this.#retired = true;
    while (this.#idle.length > 0) this.#discard(this.#idle.pop());
  }

  /** What programs still do for invocations that have their answers. */
  finishing(): Promise<void>[] {
    return [...this.#all].flatMap((environment) => environment.finishing() ?? []);
  }

  /** Ends everything at once. */
  close(): void {
    this.#retired = true;
    this.#cancelPatience?.();
    for (let next = this.#line.shift(); next !== undefined; next = this.#line.shift()) {
      next.reject(new Error("The cloud is closing."));
    }
    for (const environment of [...this.#all]) this.#discard(environment);
  }

  async #run(environment: Environment, request: InvocationRequest): Promise<InvocationResult> {
    const started = this.#services.timers.elapsed();
    const result = await environment.run(request);
    const duration = this.#services.timers.elapsed() - started;
    this.#runMs = this.#runMs === undefined ? duration : this.#runMs + (duration - this.#runMs) * SMOOTHING;
    return result;
  }

  #takeIdle(): Environment | undefined {
    for (let found = this.#idle.pop(); found !== undefined; found = this.#idle.pop()) {
      if (this.#isFresh(found)) return found;
      this.#discard(found);
    }
    return undefined;
  }

  #isFresh(environment: Environment): boolean {
    const needed = this.configuration.timeout * 1000 + CREDENTIALS_MARGIN_MS;
    return environment.credentialsExpireAt - this.#services.clock.now() > needed;
  }

  #released(environment: Environment, justStarted = false): void {
    // A new environment serves at least once, or short-lived credentials would start them forever.
    const stale = !justStarted && !this.#isFresh(environment);
    const next = stale ? undefined : this.#line.shift();
    if (next !== undefined) {
      next.resolve(this.#run(environment, next.request));
      return;
    }
    if (this.#retired || stale) {
      this.#discard(environment);
      this.grow();
      return;
    }
    environment.idleSince = this.#services.timers.elapsed();
    this.#idle.push(environment);
  }

  #discard(environment: Environment | undefined): void {
    if (environment === undefined) return;
    this.#all.delete(environment);
    environment.close();
  }

  #grow(): void {
    if (this.#shouldStart()) this.#start();
    else this.#waitPatiently();
  }

  #shouldStart(): boolean {
    if (this.#all.size >= this.#limits.environmentsPerFunction) return false;
    if (this.#slots.starting >= this.#limits.simultaneousStarts) return false;
    const oldest = this.#line.first();
    return wantsAnother({
      waiting: this.#line.length,
      starting: this.#starting,
      busy: this.#all.size - this.#starting,
      runMs: this.#runMs,
      startMs: this.#startMs,
      waitedMs: oldest === undefined ? 0 : this.#services.timers.elapsed() - oldest.since,
      isHostSaturated: this.#services.host.isSaturated,
    });
  }

  /** Looks again after the time a start takes: the line may have stopped moving. */
  #waitPatiently(): void {
    this.#cancelPatience ??= this.#services.timers.after(this.#startMs, () => {
      this.#cancelPatience = undefined;
      this.grow();
    });
  }

  #start(): void {
    let environment: Environment;
    try {
      environment = new Environment(this.configuration, this.#services, (free) => this.#released(free));
    } catch (error) {
      this.#line.shift()?.reject(error);
      // The others may wait for nobody else.
      this.grow();
      return;
    }
    this.#all.add(environment);
    this.#starting += 1;
    this.#slots.starting += 1;
    const started = this.#services.timers.elapsed();
    environment.init().then(
      () => this.#started(environment, started),
      (error: unknown) => this.#startFailed(environment, error),
    );
    if (this.#line.length > this.#starting) this.#grow();
  }

  #started(environment: Environment, started: number): void {
    this.#startEnded();
    if (!this.#all.has(environment)) return;
    this.#startMs += (this.#services.timers.elapsed() - started - this.#startMs) * SMOOTHING;
    this.#released(environment, true);
    this.#slots.ended();
  }

  #startFailed(environment: Environment, error: unknown): void {
    this.#startEnded();
    this.#discard(environment);
    this.#line.shift()?.reject(error);
    this.#slots.ended();
  }

  #startEnded(): void {
    this.#starting -= 1;
    this.#slots.starting -= 1;
  }
}

const COMPACT_AFTER = 1024;

/** First in, first out, without moving the rest on every `shift`. */
class Queue<Item> {
  #items: (Item | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  first(): Item | undefined {
    return this.#items[this.#head];
  }

  shift(): Item | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#items.length || this.#head > COMPACT_AFTER) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
