import type { Timers } from "../../../core/clock.ts";

/** Resolves after the time, or when the signal ends the waiting. */
export function waited(timers: Timers, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = timers.after(milliseconds, done);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}

/** A call that is not lost: one that comes while nobody waits ends the next waiting at once. */
export interface Wake {
  up(): void;
  /** Until somebody calls; at the latest after the time, when one is given. */
  wait(milliseconds?: number): Promise<void>;
}

/** @param signal calls, too */
export function createWake(timers: Timers, signal: AbortSignal): Wake {
  let isCalled = false;
  let resume: (() => void) | undefined;
  const up = (): void => {
    isCalled = true;
    resume?.();
  };
  signal.addEventListener("abort", up);
  return {
    up,
    wait: async (milliseconds) => {
      if (!isCalled && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const cancel = milliseconds === undefined ? undefined : timers.after(milliseconds, resolve);
          resume = () => {
            cancel?.();
            resolve();
          };
        });
      }
      resume = undefined;
      isCalled = false;
    },
  };
}
