import type { Clock, Timers } from "./clock.ts";

/** Wakes its work for the next thing that is due: one timer, and none while nothing waits. */
export interface Alarm {
  /** The work has something to do at that moment, in epoch milliseconds, or before. */
  wakeBy(at: number): void;
  close(): void;
}

/** A machine that slept notices within a minute what came due meanwhile. */
const LONGEST_MS = 60_000;

/**
 * Follows a clock that is set ahead, too.
 * @param work does what is due; answers when the next is, in epoch milliseconds, or undefined
 */
export function createAlarm(
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
  work: () => number | undefined,
): Alarm {
  let next: number | undefined;
  let cancel: (() => void) | undefined;
  let isClosed = false;

  const arm = (at: number | undefined): void => {
    cancel?.();
    cancel = undefined;
    next = at;
    if (at === undefined || isClosed) return;
    cancel = timers.after(Math.min(Math.max(at - clock.now(), 0), LONGEST_MS), ring);
  };
  const ring = (): void => {
    if (isClosed || next === undefined) return;
    arm(next > clock.now() ? next : work());
  };
  const stopListening = clock.onMove?.(ring);
  return {
    wakeBy: (at) => {
      if (next === undefined || at < next) arm(at);
    },
    close: () => {
      isClosed = true;
      stopListening?.();
      arm(undefined);
    },
  };
}
