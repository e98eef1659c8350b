import type { Scope } from "../../../core/arns.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Timers } from "../../../core/timers.ts";
import { type FunctionReference, functionArn } from "../functions/names.ts";
import { LATEST } from "../shared/constants.ts";
import { accountConcurrencyReached } from "../shared/errors.ts";
import type { DispatchedInvocation, Dispatcher } from "./dispatcher.ts";
import type { EventCondition, EventOutcome, Run } from "./event-outcome.ts";

/** Events accepted with 202 and run later; kept in memory. */
export interface AsyncQueue {
  /**
   * Throws TooManyRequestsException when too many events wait.
   * @param onAbandoned called when no further attempt is made
   */
  add(
    reference: FunctionReference,
    invocation: DispatchedInvocation,
    onAbandoned?: (reason: string) => void,
  ): void;
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
  readonly timers: Timers;
  readonly logger: Logger;
  readonly scope: Scope;
  readonly randomness: Pick<Randomness, "uuid">;
  /** Asked anew for every attempt. */
  readonly limitsOf: (reference: FunctionReference) => EventLimits;
  /** Told of every event that is done with. */
  readonly settled: (reference: FunctionReference, outcome: EventOutcome) => void;
}

interface Event {
  readonly reference: FunctionReference;
  readonly invocation: DispatchedInvocation & { readonly requestId: string };
  readonly since: number;
  readonly onAbandoned: ((reason: string) => void) | undefined;
  /** Runs so far: all but the last have failed. */
  attempts: number;
  last: Run | undefined;
  throttleMs: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export function createAsyncQueue(options: Options): AsyncQueue {
  const { dispatcher, timers, logger, limitsOf } = options;
  const cancels = new Set<() => void>();
  let waiting = 0;
  let closed = false;

  const later = (milliseconds: number, event: Event): void => {
    const cancel = timers.after(milliseconds, () => {
      cancels.delete(cancel);
      void attempt(event);
    });
    cancels.add(cancel);
  };

  const settle = (event: Event, condition: EventCondition): void => {
    waiting -= 1;
    options.settled(event.reference, outcomeOf(event, condition, options.scope));
  };

  const drop = (event: Event, reason: string): void => {
    logger.warn({ function: event.reference.name, reason }, "An asynchronous event was given up.");
    event.onAbandoned?.(reason);
  };

  const giveUp = (event: Event, condition: Exclude<EventCondition, "Success">, limits: EventLimits): void => {
    settle(event, condition);
    drop(event, reasonOf(condition, event, limits));
  };

  /** An event that would be too old by then is not kept until then. */
  const retry = (event: Event, pauseMs: number): void => {
    const limits = limitsOf(event.reference);
    const ageMs = timers.elapsed() - event.since + pauseMs;
    if (ageMs > limits.ageSeconds * 1000) giveUp(event, "EventAgeExceeded", limits);
    else later(pauseMs, event);
  };

  const attempt = async (event: Event): Promise<void> => {
    if (closed) return;
    const target = dispatcher.find(event.reference);
    if (target === undefined) {
      waiting -= 1;
      drop(event, "the function is gone");
      return;
    }
    const before = limitsOf(event.reference);
    if (before.isStopped) {
      giveUp(event, "ZeroReservedConcurrency", before);
      return;
    }
    try {
      const result = await dispatcher.invoke(target, event.invocation);
      event.attempts += 1;
      event.last = { configuration: target.configuration, result };
    } catch {
      retry(event, event.throttleMs);
      event.throttleMs = Math.min(event.throttleMs * 2, THROTTLE_LONGEST_MS);
      return;
    }
    if (!event.last.result.functionError) {
      settle(event, "Success");
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

  return {
    add: (reference, invocation, onAbandoned) => {
      if (waiting >= WAITING_LIMIT) throw accountConcurrencyReached();
      waiting += 1;
      void attempt({
        reference,
        invocation: { ...invocation, requestId: invocation.requestId ?? options.randomness.uuid() },
        since: timers.elapsed(),
        onAbandoned,
        attempts: 0,
        last: undefined,
        throttleMs: THROTTLE_FIRST_MS,
      });
    },
    close: () => {
      closed = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
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
  };
}

function reasonOf(condition: EventCondition, { attempts }: Event, { ageSeconds }: EventLimits): string {
  if (condition === "ZeroReservedConcurrency") return "the function has no concurrency";
  if (condition === "EventAgeExceeded") return `it is older than ${ageSeconds} seconds`;
  return attempts === 1 ? "the function failed" : `the function failed ${attempts} times`;
}
