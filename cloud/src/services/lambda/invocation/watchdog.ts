import type { Timers } from "../../../core/clock.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { Stall } from "../environments/stall.ts";

/** Tells of calls that hang though nothing keeps them from an answer. */
export interface Watchdog {
  /** Something runs now, so there is something to watch. Costs next to nothing. */
  wake(): void;
  close(): void;
}

export interface StalledCall extends Stall {
  readonly functionName: string;
}

interface Options {
  readonly timers: Timers;
  readonly trace: Trace | undefined;
  readonly isBusy: () => boolean;
  readonly stalls: () => readonly StalledCall[];
}

/** What looks stalled at one look and is on its way at the next was only seen in between. */
const LOOK_EVERY_MS = 1000;

export function createWatchdog({ timers, trace, isBusy, stalls }: Options): Watchdog {
  let cancel: (() => void) | undefined;
  let suspected = new Map<object, string>();
  const told = new WeakSet<object>();

  const tell = ({ call, requestId, functionName, state }: StalledCall): void => {
    told.add(call);
    trace?.record({
      request: requestId,
      service: "lambda",
      operation: functionName,
      step: "watch",
      verdict: "error",
      ms: LOOK_EVERY_MS,
      why: { reason: "function-call-stalled", had: { state }, by: { function: functionName } },
    });
  };
  const look = (): void => {
    cancel = undefined;
    const seen = new Map<object, string>();
    for (const stall of stalls()) {
      seen.set(stall.call, stall.state);
      if (suspected.get(stall.call) === stall.state && !told.has(stall.call)) tell(stall);
    }
    suspected = seen;
    if (isBusy()) wake();
  };
  const wake = (): void => {
    cancel ??= timers.after(LOOK_EVERY_MS, look);
  };
  return {
    wake,
    close: () => cancel?.(),
  };
}
