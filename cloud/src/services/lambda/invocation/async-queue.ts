import type { Logger } from "../../../core/logger.ts";
import type { Timers } from "../../../core/timers.ts";
import type { FunctionReference } from "../functions/names.ts";
import { accountConcurrencyReached } from "../shared/errors.ts";
import type { DispatchedInvocation, Dispatcher } from "./dispatcher.ts";

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

const WAITING_LIMIT = 1000;
/** After a function error: once after a minute, once after two more. */
const RETRY_AFTER_MS = [60_000, 120_000] as const;
const THROTTLE_FIRST_MS = 1000;
const THROTTLE_LONGEST_MS = 300_000;
const EVENT_AGE_LIMIT_MS = 6 * 3_600_000;

interface Options {
  readonly dispatcher: Dispatcher;
  readonly timers: Timers;
  readonly logger: Logger;
}

interface Event {
  readonly reference: FunctionReference;
  readonly invocation: DispatchedInvocation;
  readonly since: number;
  readonly onAbandoned: ((reason: string) => void) | undefined;
  functionErrors: number;
  throttleMs: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export function createAsyncQueue({ dispatcher, timers, logger }: Options): AsyncQueue {
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

  const drop = (event: Event, reason: string): void => {
    waiting -= 1;
    logger.warn({ function: event.reference.name, reason }, "An asynchronous event was given up.");
    event.onAbandoned?.(reason);
  };

  const retry = (event: Event, pauseMs: number | undefined, reason: string): void => {
    if (pauseMs === undefined) drop(event, reason);
    else later(pauseMs, event);
  };

  const attempt = async (event: Event): Promise<void> => {
    if (closed) return;
    const target = dispatcher.find(event.reference);
    if (target === undefined) {
      drop(event, "the function is gone");
      return;
    }
    try {
      const { functionError } = await dispatcher.invoke(target, event.invocation);
      if (functionError) retry(event, pauseAfterError(event), "the function failed three times");
      else waiting -= 1;
    } catch {
      retry(event, pauseAfterThrottle(event, timers.elapsed()), "it is older than six hours");
    }
  };

  return {
    add: (reference, invocation, onAbandoned) => {
      if (waiting >= WAITING_LIMIT) throw accountConcurrencyReached();
      waiting += 1;
      void attempt({
        reference,
        invocation,
        since: timers.elapsed(),
        onAbandoned,
        functionErrors: 0,
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

/** Undefined when the function has failed often enough. */
function pauseAfterError(event: Event): number | undefined {
  const pauseMs = RETRY_AFTER_MS[event.functionErrors];
  event.functionErrors += 1;
  return pauseMs;
}

/** Twice as long every time; undefined when the event is too old. */
function pauseAfterThrottle(event: Event, now: number): number | undefined {
  if (now - event.since > EVENT_AGE_LIMIT_MS) return undefined;
  const pauseMs = event.throttleMs;
  event.throttleMs = Math.min(pauseMs * 2, THROTTLE_LONGEST_MS);
  return pauseMs;
}
