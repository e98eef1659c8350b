import type { Scope } from "../../../core/arns.ts";
import type { Clock, Timers } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Randomness } from "../../../core/randomness.ts";
import { type FunctionReference, functionArn } from "../functions/names.ts";
import { LATEST } from "../shared/constants.ts";
import { accountConcurrencyReached } from "../shared/errors.ts";
import type { DispatchedInvocation, Dispatcher } from "./dispatcher.ts";
import type { EventCondition, EventOutcome, Run } from "./event-outcome.ts";
import type { EventProgress, EventStore, StoredEvent } from "./event-store.ts";

/** Events accepted with 202 and run later. */
export interface AsyncQueue {
  /**
   * Once it returns, the event is durable: it is run at least once, also after a stop of the cloud.
   * @param lineage names of the functions whose records led to the event
   * @throws AwsError TooManyRequestsException when too many events wait
   */
  add(
    reference: FunctionReference,
    invocation: DispatchedInvocation,
    options?: { readonly lineage?: readonly string[] },
  ): void;
  /**
   * As `add` for one who keeps the event himself: it ends with the cloud.
   * @param onAbandoned called when no further attempt is made
   */
  addPassing(
    reference: FunctionReference,
    invocation: DispatchedInvocation,
    onAbandoned: (reason: string) => void,
  ): void;
  /** The function goes, and what waits for it: none of it reaches another one that is made under its name. */
  forget(functionName: string): void;
  /** Goes on with the events that a stop of the cloud left over. */
  resume(): void;
  close(): void;
}

/** What the function has configured for its events. */
export interface EventLimits {
  /** Further attempts after a function error. */
  readonly retryAttempts: number;
  readonly ageSeconds: number;
  /** Nothing of the function runs: its events are done with at once. */
  readonly isStopped: boolean;
}

export const DEFAULT_RETRY_ATTEMPTS = 2;
export const DEFAULT_EVENT_AGE_SECONDS = 21_600;

const WAITING_LIMIT = 1000;
/** After a function error: once after a minute, once after two more. */
const RETRY_AFTER_MS = [60_000, 120_000] as const;
const THROTTLE_FIRST_MS = 1000;
const THROTTLE_LONGEST_MS = 300_000;

interface Options {
  readonly dispatcher: Pick<Dispatcher, "find" | "invoke">;
  readonly events: EventStore;
  /** What is made of an event and its end are written together, or neither. */
  readonly transaction: <Result>(work: () => Result) => Result;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly scope: Scope;
  readonly randomness: Pick<Randomness, "uuid">;
  /** Asked anew for every attempt. */
  readonly limitsOf: (reference: FunctionReference) => EventLimits;
  /** Told of every event that is done with. */
  readonly settled: (reference: FunctionReference, outcome: EventOutcome) => void;
}

interface Event {
  /** Of its row; undefined when it has none. */
  readonly id: number | undefined;
  readonly reference: FunctionReference;
  readonly invocation: DispatchedInvocation & { readonly requestId: string };
  readonly lineage: readonly string[];
  /** Epoch milliseconds. */
  readonly since: number;
  readonly onAbandoned: ((reason: string) => void) | undefined;
  /** How many functions of its name had been deleted when it was accepted. */
  readonly generation: number;
  /** Runs so far: all but the last have failed. */
  attempts: number;
  last: Run | undefined;
  throttleMs: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export function createAsyncQueue(options: Options): AsyncQueue {
  const { timers, clock, events } = options;
  const cancels = new Set<() => void>();
  /** How many functions of a name were deleted since the start. */
  const deleted = new Map<string, number>();
  const generationOf = (functionName: string): number => deleted.get(functionName) ?? 0;
  let waiting = 0;
  let closed = false;

  const later = (milliseconds: number, event: Event): void => {
    const cancel = timers.after(milliseconds, () => {
      cancels.delete(cancel);
      begin(event);
    });
    cancels.add(cancel);
  };
  const attempt = createAttempt({
    ...options,
    isClosed: () => closed,
    isForgotten: ({ reference, generation }) => generation !== generationOf(reference.name),
    later,
    left: () => {
      waiting -= 1;
    },
  });
  const begin = (event: Event): void => {
    attempt(event).catch((error: unknown) => {
      options.logger.error(
        { err: error, function: event.reference.name },
        "An asynchronous event waits for the next start.",
      );
    });
  };
  const accept = (
    given: Pick<Event, "reference" | "invocation" | "lineage" | "onAbandoned">,
    isKept: boolean,
  ): void => {
    if (waiting >= WAITING_LIMIT) throw accountConcurrencyReached();
    const since = clock.now();
    const id = isKept ? events.add(rowOf({ ...given, since })) : undefined;
    waiting += 1;
    const generation = generationOf(given.reference.name);
    begin({ ...given, id, since, generation, attempts: 0, last: undefined, throttleMs: THROTTLE_FIRST_MS });
  };
  const named = (invocation: DispatchedInvocation): Event["invocation"] => ({
    ...invocation,
    requestId: invocation.requestId ?? options.randomness.uuid(),
  });

  return {
    add: (reference, invocation, { lineage = [] } = {}) =>
      accept({ reference, invocation: named(invocation), lineage, onAbandoned: undefined }, true),
    addPassing: (reference, invocation, onAbandoned) =>
      accept({ reference, invocation: named(invocation), lineage: [], onAbandoned }, false),
    forget: (functionName) => {
      events.removeOf(functionName);
      deleted.set(functionName, generationOf(functionName) + 1);
    },
    resume: () => {
      for (const { progress, ...stored } of events.list()) {
        waiting += 1;
        const event = { ...eventOf(stored, progress), generation: generationOf(stored.functionName) };
        const pauseMs = progress === undefined ? 0 : progress.due - clock.now();
        if (pauseMs > 0) later(pauseMs, event);
        else begin(event);
      }
    },
    close: () => {
      closed = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}

interface AttemptOptions extends Options {
  readonly isClosed: () => boolean;
  /** The function that it was meant for was deleted. */
  readonly isForgotten: (event: Event) => boolean;
  readonly later: (milliseconds: number, event: Event) => void;
  /** An event waits no more. */
  readonly left: () => void;
}

/** One run of an event, and what follows from it. */
function createAttempt(options: AttemptOptions): (event: Event) => Promise<void> {
  const { dispatcher, clock, logger, events, limitsOf, later } = options;

  const end = (event: Event, condition?: EventCondition): void => {
    options.left();
    // LAM-31: the row goes with the writing of what follows, or stays.
    options.transaction(() => {
      if (event.id !== undefined) events.remove(event.id);
      if (condition !== undefined)
        options.settled(event.reference, outcomeOf(event, condition, options.scope));
    });
  };

  const drop = (event: Event, reason: string): void => {
    logger.warn({ function: event.reference.name, reason }, "An asynchronous event was given up.");
    event.onAbandoned?.(reason);
  };

  const gone = (event: Event): void => {
    end(event);
    drop(event, "the function is gone");
  };

  const giveUp = (event: Event, condition: Exclude<EventCondition, "Success">, limits: EventLimits): void => {
    end(event, condition);
    drop(event, reasonOf(condition, event, limits));
  };

  /** An event that would be too old by then is not kept until then. */
  const retry = (event: Event, pauseMs: number): void => {
    const limits = limitsOf(event.reference);
    const due = clock.now() + pauseMs;
    if (due - event.since > limits.ageSeconds * 1000) {
      giveUp(event, "EventAgeExceeded", limits);
      return;
    }
    if (event.id !== undefined && event.last !== undefined) {
      const { version, payload: failure } = event.last;
      events.failed(event.id, { attempts: event.attempts, due, version, failure });
    }
    later(pauseMs, event);
  };

  return async (event) => {
    if (options.isClosed()) return;
    // LAM-35: also where another function has the name by now.
    const target = options.isForgotten(event) ? undefined : dispatcher.find(event.reference);
    if (target === undefined) {
      gone(event);
      return;
    }
    const before = limitsOf(event.reference);
    if (before.isStopped) {
      giveUp(event, "ZeroReservedConcurrency", before);
      return;
    }
    const run = await dispatcher.invoke(target, event.invocation).catch(() => undefined);
    // The next start runs it again: how it ended here may be the end of the cloud itself.
    if (options.isClosed()) return;
    if (options.isForgotten(event)) {
      gone(event);
      return;
    }
    if (run === undefined) {
      retry(event, event.throttleMs);
      event.throttleMs = Math.min(event.throttleMs * 2, THROTTLE_LONGEST_MS);
      return;
    }
    event.attempts += 1;
    const { functionError, payload } = run;
    event.last = { version: target.configuration.version, functionError, payload };
    if (!functionError) {
      end(event, "Success");
      return;
    }
    const limits = limitsOf(event.reference);
    const pauseMs = RETRY_AFTER_MS[event.attempts - 1];
    if (pauseMs === undefined || event.attempts > limits.retryAttempts) {
      giveUp(event, "RetriesExhausted", limits);
    } else {
      retry(event, pauseMs);
    }
  };
}

function rowOf({
  reference,
  invocation,
  lineage,
  since,
}: Pick<Event, "reference" | "invocation" | "lineage" | "since">): Parameters<EventStore["add"]>[0] {
  const { requestId, payload, clientContext = "" } = invocation;
  const { name: functionName, qualifier } = reference;
  return { functionName, qualifier, requestId, payload, clientContext, since, lineage };
}

function eventOf(stored: StoredEvent, progress: EventProgress | undefined): Omit<Event, "generation"> {
  const { id, functionName: name, qualifier, requestId, payload, clientContext, since, lineage } = stored;
  return {
    id,
    reference: { name, qualifier },
    invocation: { requestId, payload, clientContext },
    lineage,
    since,
    onAbandoned: undefined,
    attempts: progress?.attempts ?? 0,
    last:
      progress === undefined
        ? undefined
        : { version: progress.version, functionError: true, payload: progress.failure },
    throttleMs: THROTTLE_FIRST_MS,
  };
}

function outcomeOf(event: Event, condition: EventCondition, scope: Scope): EventOutcome {
  const { name, qualifier } = event.reference;
  return {
    condition,
    requestId: event.invocation.requestId,
    functionArn: functionArn(scope, { name, qualifier: qualifier || LATEST }),
    payload: event.invocation.payload,
    attempts: event.attempts,
    last: event.last,
    lineage: event.lineage,
  };
}

function reasonOf(condition: EventCondition, { attempts }: Event, { ageSeconds }: EventLimits): string {
  if (condition === "ZeroReservedConcurrency") return "the function has no concurrency";
  if (condition === "EventAgeExceeded") return `it is older than ${ageSeconds} seconds`;
  return attempts === 1 ? "the function failed" : `the function failed ${attempts} times`;
}
