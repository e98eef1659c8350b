import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SessionCredentials } from "../../../core/ports/credentials.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import type { RuntimeConnection } from "../runtime-api/connection.ts";
import {
  openRuntimeApi,
  type ReportVerdict,
  type RuntimeApi,
  sendInvocation,
} from "../runtime-api/session.ts";
import { INIT_LIMIT_MS, RESPONSE_LIMIT_BYTES } from "../shared/constants.ts";
import { EnvironmentLog, type PlatformLines, platformLinesFor } from "./environment-log.ts";
import type { EnvironmentServices } from "./environment-services.ts";
import {
  exited,
  type Failure,
  invalidEntrypoint,
  outOfMemory,
  reported,
  responseTooLarge,
  timedOut,
} from "./error-payloads.ts";
import { type FunctionProcess, type ProcessExit, startProcess } from "./function-process.ts";
import {
  type Initialization,
  type InvocationRequest,
  type InvocationResult,
  InvocationRun,
} from "./invocation-run.ts";
import { planLaunch } from "./launch.ts";
import type { Stall, StallState } from "./stall.ts";

/** How long a dead program's last words may take to be read. */
const DRAIN_LIMIT_MS = 250;

/**
 * One execution environment: a log stream, a scratch folder, role credentials, a Runtime API and
 * at most one running program. A crash or a time-out ends the program, not the environment: the
 * next invocation starts it again (AWS: "suppressed init"), with the scratch folder kept.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class Environment {
  readonly id: string;
  readonly credentialsExpireAt: number;
  /** `Timers.elapsed` when it last became idle. */
  idleSince = 0;

  readonly #configuration: FunctionConfiguration;
  readonly #services: EnvironmentServices;
  readonly #credentials: SessionCredentials;
  readonly #released: (environment: Environment) => void;
  readonly #lines: PlatformLines;
  readonly #log: EnvironmentLog;
  readonly #scratchDir: string;
  #api: RuntimeApi | undefined;
  #process: FunctionProcess | undefined;
  #poll: RuntimeConnection | undefined;
  #initialization: Initialization | undefined;
  #run: InvocationRun | undefined;
  #lastRequestId = "";
  #initDurationMs: number | undefined;
  #closed = false;
  readonly #whenFinished: (() => void)[] = [];

  /** Throws what the role assumer throws. */
  constructor(
    configuration: FunctionConfiguration,
    services: EnvironmentServices,
    released: (environment: Environment) => void,
  ) {
    this.id = services.randomness.bytes(16).toString("hex");
    this.#configuration = configuration;
    this.#services = services;
    this.#released = released;
    this.#credentials = services.assumeRole(configuration);
    this.credentialsExpireAt = this.#credentials.expiration;
    this.#lines = platformLinesFor(configuration);
    this.#log = new EnvironmentLog(configuration, services, this.id);
    this.#scratchDir = join(services.scratchRoot, this.id);
  }

  /** Runs the init phase. A failed init is tried again by the first run. */
  async init(): Promise<void> {
    mkdirSync(this.#scratchDir, { recursive: true });
    this.#log.write(this.#lines.initStart(this.id, this.#services.clock.now()));
    return new Promise((resolve) => this.#start("init", resolve));
  }

  /** Runs one invocation; never rejects. Call it only on a released environment. */
  run(request: InvocationRequest): Promise<InvocationResult> {
    return new Promise((resolve) => {
      this.#log.finishRun();
      const { timeout } = this.#configuration;
      const run = new InvocationRun(request, this.#services.timers, resolve);
      this.#run = run;
      this.#lastRequestId = request.requestId;
      this.#services.causes?.set(this.#credentials.accessKeyId, request.requestId, request.cause);
      run.limit(timeout * 1000, () => this.#timeOut(run));
      this.#log.startRun(request, this.#lines.start(request.requestId, this.#services.clock.now()));
      if (this.#process !== undefined) this.#log.watchMemory(this.#process, () => this.#exceedMemory());
      const poll = this.#poll;
      this.#poll = undefined;
      if (poll?.isOpen === true) this.#dispatch(run, poll);
      else if (this.#process === undefined) this.#start("invoke", () => undefined);
      // Otherwise the program has hung up: it asks anew, or its end is about to be told.
    });
  }

  /** What keeps its invocation from an answer though the program could give one. */
  stall(): Stall | undefined {
    const run = this.#run;
    if (run === undefined || run.answered) return undefined;
    const state = this.#stallOf(run);
    return state === undefined ? undefined : { call: run, requestId: run.request.requestId, state };
  }

  #stallOf(run: InvocationRun): StallState | undefined {
    if (!run.dispatched) {
      if (this.#poll?.isOpen === true) return "event-not-sent";
      return this.#process === undefined && this.#initialization === undefined ? "no-program" : undefined;
    }
    // A connection that is closed tells nothing: curl closes it when it has the event.
    return run.takenBy?.isOpen === true && run.takenBy.hasUnreadByPeer() ? "event-not-read" : undefined;
  }

  /** Undefined unless a program still speaks of an invocation that has its answer: Java logs what was thrown then. */
  finishing(): Promise<void> | undefined {
    if (this.#run?.answered !== true) return undefined;
    return new Promise((resolve) => this.#whenFinished.push(resolve));
  }

  /** Ends the program and releases everything; an invocation that still runs fails as killed. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#services.causes?.set(this.#credentials.accessKeyId, undefined);
    this.#stopProcess();
    const run = this.#run;
    if (run !== undefined) {
      run.fail(exited(run.request.requestId, { status: undefined, signal: "SIGKILL" }));
      this.#finish(run);
    }
    this.#log.end();
    rmSync(this.#scratchDir, { recursive: true, force: true });
    this.#initialization?.settle();
  }

  #start(phase: "init" | "invoke", settled: () => void): void {
    if (this.#initialization !== undefined) return;
    const started = this.#services.timers.elapsed();
    const cancel =
      phase === "init"
        ? this.#services.timers.after(INIT_LIMIT_MS, () => this.#initTimeOut())
        : () => undefined;
    const settle = (): void => {
      cancel();
      this.#initialization = undefined;
      settled();
    };
    const initialization: Initialization = { phase, started, settle, failure: undefined };
    this.#initialization = initialization;
    this.#openApi()
      .then((api) => {
        // Closed or timed out meanwhile.
        if (this.#initialization !== initialization) return api.close();
        this.#api = api;
        this.#startProgram(initialization);
      })
      .catch((error: unknown) => this.#startFailed(initialization, String(error)));
  }

  #openApi(): Promise<RuntimeApi> {
    return openRuntimeApi({
      next: (poll) => this.#next(poll),
      response: (requestId, payload) => this.#report(requestId, (run) => run.succeed(payload)),
      stream: (requestId, incoming) => this.#runOf(requestId)?.stream(incoming),
      error: (requestId, payload, type) =>
        this.#report(requestId, (run) => run.fail(reported(payload, type))),
      oversized: (requestId) =>
        this.#report(requestId, (run) => run.fail(responseTooLarge(RESPONSE_LIMIT_BYTES))),
      initError: (payload, type) => this.#initError(reported(payload, type)),
      disconnected: (connection) => {
        if (this.#poll === connection) this.#poll = undefined;
      },
    });
  }

  #startProgram(initialization: Initialization): void {
    const launch = planLaunch({
      configuration: this.#configuration,
      taskRoot: this.#services.taskRoot(this.#configuration.codeSha256),
      layersFolder: this.#services.layersFolder(this.#configuration.layers.map((layer) => layer.codeSha256)),
      scratchDir: this.#scratchDir,
      runtimeApi: this.#api?.address ?? "",
      logStream: this.#log.streamName,
      credentials: this.#credentials,
      ...this.#services.launch,
    });
    if (typeof launch === "string") {
      this.#initFailed(invalidEntrypoint(this.#requestId(), launch));
      return;
    }
    const process = startProcess(
      launch,
      {
        output: (text) => this.#log.output(text),
        exited: (exit) => void this.#exited(process, exit),
        failed: (reason) => this.#startFailed(initialization, reason),
      },
      this.#services.processes,
    );
    this.#process = process;
    if (process !== undefined) this.#log.watchMemory(process, () => this.#exceedMemory());
  }

  #next(poll: RuntimeConnection): "accepted" | "refused" {
    const run = this.#run;
    // A runtime that asks again before it answered has broken the protocol.
    if (run?.leave() === false) return "refused";
    const initialization = this.#initialization;
    if (initialization !== undefined) {
      this.#initDurationMs = this.#services.timers.elapsed() - initialization.started;
      initialization.settle();
    }
    if (run !== undefined && !run.dispatched) {
      this.#dispatch(run, poll);
      return "accepted";
    }
    this.#poll = poll;
    if (run !== undefined) this.#finish(run);
    else this.#log.unwatchMemory();
    return "accepted";
  }

  #dispatch(run: InvocationRun, poll: RuntimeConnection): void {
    run.takenBy = poll;
    const { request } = run;
    sendInvocation(poll, {
      requestId: request.requestId,
      deadline: Math.floor(this.#services.clock.now() + this.#configuration.timeout * 1000),
      invokedArn: request.invokedArn,
      traceId: request.traceId,
      clientContext: request.clientContext,
      payload: request.payload,
    });
  }

  /** The run that the program has under this id. */
  #runOf(requestId: string): InvocationRun | undefined {
    const run = this.#run;
    return run?.request.requestId === requestId && run.dispatched ? run : undefined;
  }

  /** @param settle false when the run has its answer */
  #report(requestId: string, settle: (run: InvocationRun) => boolean): ReportVerdict {
    const run = this.#runOf(requestId);
    if (run === undefined) {
      return requestId === this.#lastRequestId && requestId !== "" ? "already-answered" : "unknown-request";
    }
    return !run.answered && settle(run) ? "accepted" : "already-answered";
  }

  /** The environment is free again: the program asked for more, or is gone. */
  #finish(run: InvocationRun): void {
    this.#run = undefined;
    const durationMs = run.stop();
    this.#log.endRun(run, (maxMemoryBytes) =>
      this.#lines.report(
        {
          requestId: run.request.requestId,
          durationMs,
          maxMemoryBytes,
          initDurationMs: this.#takeInitDuration(),
          status: run.failure === undefined ? "success" : run.failure.status,
          errorType: run.failure?.errorType ?? "",
        },
        this.#services.clock.now(),
      ),
    );
    for (const resolve of this.#whenFinished.splice(0)) resolve();
    if (!this.#closed) this.#released(this);
  }

  #takeInitDuration(): number | undefined {
    const duration = this.#initDurationMs;
    this.#initDurationMs = undefined;
    return duration;
  }

  #initError(failure: Failure): "accepted" | "refused" {
    const initialization = this.#initialization;
    if (initialization === undefined) return "refused";
    initialization.failure ??= failure;
    return "accepted";
  }

  /** The init phase took too long: the first invocation starts it again under its own time-out. */
  #initTimeOut(): void {
    this.#logInitReport("timeout", "Sandbox.Timedout");
    this.#stopProcess();
    this.#initialization?.settle();
  }

  #initFailed(failure: Failure): void {
    const initialization = this.#initialization;
    if (initialization === undefined) return;
    this.#logInitReport("error", failure.errorType);
    initialization.settle();
    const run = this.#run;
    if (run === undefined) return;
    run.fail(failure);
    this.#finish(run);
  }

  #logInitReport(status: "error" | "timeout", errorType: string): void {
    const initialization = this.#initialization;
    if (initialization === undefined) return;
    const durationMs = this.#services.timers.elapsed() - initialization.started;
    const report = { durationMs, phase: initialization.phase, status, errorType };
    this.#log.write(this.#lines.initReport(report, this.#services.clock.now()));
  }

  #startFailed(initialization: Initialization, reason: string): void {
    if (this.#initialization !== initialization) return;
    this.#process = undefined;
    this.#initFailed(invalidEntrypoint(this.#requestId(), `fork/exec /var/task/bootstrap: ${reason}`));
  }

  async #exited(process: FunctionProcess | undefined, exit: ProcessExit): Promise<void> {
    if (process === undefined || this.#process !== process) return;
    // What the program posted before it ended may still be unread.
    await this.#drain();
    if (this.#process !== process) return;
    this.#process = undefined;
    this.#closeApi();
    const failure = this.#log.memoryExceeded
      ? outOfMemory(this.#requestId())
      : exited(this.#requestId(), exit);
    if (this.#initialization !== undefined) return this.#initFailed(this.#initialization.failure ?? failure);
    const run = this.#run;
    if (run === undefined) return;
    // It ended before it had the event: nothing of this invocation has happened yet.
    if (!run.dispatched) return this.#start("invoke", () => undefined);
    if (!run.answered) run.fail(failure);
    this.#finish(run);
  }

  #closeApi(): void {
    this.#poll = undefined;
    this.#api?.close();
    this.#api = undefined;
  }

  #drain(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#services.timers.after(DRAIN_LIMIT_MS, resolve);
      void this.#api?.drained().then(() => {
        cancel();
        resolve();
      });
    });
  }

  #timeOut(run: InvocationRun): void {
    if (this.#run !== run) return;
    if (this.#initialization !== undefined) {
      this.#logInitReport("timeout", "Sandbox.Timedout");
      this.#initialization.settle();
    }
    this.#stopProcess();
    if (!run.answered) run.fail(timedOut(run.request.requestId, this.#configuration.timeout));
    this.#finish(run);
  }

  #exceedMemory(): void {
    this.#log.memoryExceeded = true;
    this.#process?.kill();
  }

  /** Ends the program and forgets it: whatever it still says is not heard. */
  #stopProcess(): void {
    const process = this.#process;
    this.#process = undefined;
    process?.kill();
    this.#closeApi();
    this.#log.unwatchMemory();
  }

  #requestId(): string {
    return this.#run?.request.requestId ?? "";
  }
}
