import { setMaxListeners } from "node:events";
import { parseArn, type Scope } from "../../../core/arns.ts";
import { Stopwatch, type Timers } from "../../../core/clock.ts";
import { AwsError } from "../../../core/errors.ts";
import { functionErrorWhy } from "../../../core/function-error.ts";
import type { Logger } from "../../../core/logger.ts";
import type { RoleFinder } from "../../../core/ports/credentials.ts";
import type { Trace, TraceEvent } from "../../../core/ports/trace.ts";
import type { Randomness } from "../../../core/randomness.ts";
import { roleSession } from "../functions/role-session.ts";
import type { Dispatcher, Target } from "../invocation/dispatcher.ts";
import { functionNotFound } from "../shared/errors.ts";
import { batchOutcome } from "./batch-outcome.ts";
import type { EventSourceMapping } from "./mapping.ts";
import type { BatchRun, EventSourceKind, Polling } from "./source.ts";
import type { MappingStore } from "./store.ts";
import { waited } from "./waiting.ts";

/** What polls the sources of all enabled mappings; nothing runs where there is none. */
export interface Pollers {
  /** From now on: the mappings that are there, and those to come. */
  start(): void;
  /** A mapping is there, is another, or is gone. */
  changed(uuid: string): void;
  /** How the last call of the function ended since the start, as AWS words it. */
  lastResult(uuid: string): string | undefined;
  close(): void;
}

interface Options {
  readonly mappings: MappingStore;
  readonly sources: ReadonlyMap<string, EventSourceKind>;
  readonly dispatcher: Pick<Dispatcher, "find" | "invoke">;
  readonly roles: RoleFinder;
  readonly scope: Scope;
  readonly timers: Timers;
  readonly randomness: Pick<Randomness, "uuid">;
  readonly trace: Trace | undefined;
  readonly logger: Logger;
}

const PAUSE_FIRST_MS = 1000;
const PAUSE_LONGEST_MS = 60_000;

export function createPollers(options: Options): Pollers {
  const running = new Map<string, Running>();
  const results = new Map<string, string>();
  let started = false;

  /** @param before what polled for the mapping until now: the order of a stream is kept */
  const begin = (mapping: EventSourceMapping, before?: Promise<void>): void => {
    const source = options.sources.get(parseArn(mapping.eventSourceArn)?.service ?? "");
    if (source === undefined || !mapping.enabled) return;
    const controller = new AbortController();
    const { uuid } = mapping;
    const { signal } = controller;
    // Each poller and each lane of a stream waits on it: more than Node 20 takes for no leak.
    setMaxListeners(0, signal);
    const polling = createPolling(options, { uuid, signal, results, isClosed: () => !started });
    const poll = async (): Promise<void> => {
      if (before !== undefined) await before;
      if (!signal.aborted) await source.poll(mapping.eventSourceArn, polling);
    };
    const ended = poll().catch((error: unknown) => {
      options.logger.error({ err: error, mapping: uuid }, "A source is polled no more.");
    });
    running.set(uuid, { controller, ended });
  };

  return {
    start: () => {
      started = true;
      for (const mapping of options.mappings.list()) begin(mapping);
    },
    changed: (uuid) => {
      if (!started) return;
      const before = running.get(uuid);
      before?.controller.abort();
      const mapping = options.mappings.find(uuid);
      if (mapping === undefined) {
        running.delete(uuid);
        results.delete(uuid);
      } else begin(mapping, before?.ended);
    },
    lastResult: (uuid) => results.get(uuid),
    close: () => {
      started = false;
      for (const { controller } of running.values()) controller.abort();
      running.clear();
    },
  };
}

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

interface Polled {
  readonly uuid: string;
  readonly results: Map<string, string>;
  readonly signal: AbortSignal;
  /** The cloud ends: nothing is read or written any more. */
  readonly isClosed: () => boolean;
}

function createPolling(options: Options, { uuid, signal, results, isClosed }: Polled): Polling {
  let pauseMs = PAUSE_FIRST_MS;
  let told = "";
  const paused = (): Promise<void> => {
    const waitMs = pauseMs;
    pauseMs = Math.min(pauseMs * 2, PAUSE_LONGEST_MS);
    return waited(options.timers, waitMs, signal);
  };
  const find = ():
    | { readonly mapping: EventSourceMapping; readonly target: Target | undefined }
    | undefined => {
    const mapping = isClosed() ? undefined : options.mappings.find(uuid);
    if (mapping === undefined) return undefined;
    const { functionName: name, qualifier } = mapping;
    return { mapping, target: options.dispatcher.find({ name, qualifier }) };
  };
  return {
    signal,
    current: () => {
      const { mapping, target } = find() ?? {};
      if (mapping === undefined) return undefined;
      const caller = target === undefined ? undefined : roleSession(options, target.configuration);
      return { mapping, caller };
    },
    invoke: async (records) => {
      const { mapping, target } = find() ?? {};
      if (mapping === undefined) return { ...NOT_RUN, requestId: "", refusal: "ended" };
      const ran = await run(options, { mapping, target, records });
      results.set(uuid, ran.outcome.kind === "failed" ? "PROBLEM: Function call failed" : "OK");
      // Throttled, or gone: those that wait for it keep the source from being emptied for nothing.
      if (ran.refusal !== undefined) await paused();
      else pauseMs = PAUSE_FIRST_MS;
      return ran;
    },
    pause: async (error) => {
      if (isClosed()) return;
      const message = error instanceof Error ? error.message : String(error);
      if (message !== told) tell(options, uuid, error);
      told = message;
      await paused();
    },
  };
}

interface Run {
  readonly mapping: EventSourceMapping;
  readonly target: Target | undefined;
  readonly records: readonly object[];
}

const NOT_RUN = { outcome: { kind: "failed" }, version: "", functionError: false } as const;

/** Errors, throttling and a function that is gone are one to the source: the records come again. */
async function run(options: Options, { mapping, target, records }: Run): Promise<BatchRun> {
  const requestId = options.randomness.uuid();
  const watch = new Stopwatch();
  const record = (event: Pick<TraceEvent, "verdict"> & Partial<TraceEvent>): void =>
    options.trace?.record({
      request: requestId,
      service: "lambda",
      operation: mapping.functionName,
      step: "event source mapping",
      who: mapping.eventSourceArn,
      ms: watch.lap(),
      ...event,
    });
  try {
    if (target === undefined) throw functionNotFound(mapping.functionName);
    const payload = JSON.stringify({ Records: records });
    const result = await options.dispatcher.invoke(target, { payload, requestId });
    const outcome = batchOutcome(result, mapping.reportsItemFailures);
    if (result.functionError) {
      record({ verdict: "error", why: functionErrorWhy(target.invokedArn, result.payload) });
    } else record({ verdict: "allow" });
    const { functionError } = result;
    return { outcome, requestId, version: target.configuration.version, functionError };
  } catch (error) {
    record({ verdict: "deny", ...refused(error) });
    return { ...NOT_RUN, requestId, refusal: error };
  }
}

function refused(error: unknown): Partial<TraceEvent> {
  if (!(error instanceof AwsError)) return {};
  const { status, code, message, why } = error;
  return { wire: { status, code, message }, ...(why === undefined ? {} : { why }) };
}

function tell(options: Options, uuid: string, error: unknown): void {
  const mapping = options.mappings.find(uuid);
  options.logger.warn(
    { mapping: uuid, source: mapping?.eventSourceArn, err: error },
    "A source was not polled.",
  );
  options.trace?.record({
    request: uuid,
    service: "lambda",
    operation: mapping?.functionName ?? uuid,
    step: "event source mapping",
    verdict: "deny",
    ms: 0,
    who: mapping?.eventSourceArn ?? "",
    ...refused(error),
  });
}
