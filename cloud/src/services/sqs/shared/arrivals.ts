import type { Timers } from "../../../core/clock.ts";

/** Tells those who wait for messages that there may be some. */
export interface Arrivals {
  tell(queue: string): void;
  /** Resolves when the queue is told of, when the time is over, or when `signal` or the cloud ends it. */
  next(queue: string, milliseconds: number, signal?: AbortSignal): Promise<void>;
  readonly closed: boolean;
  close(): void;
}

export function createArrivals(timers: Timers): Arrivals {
  const waiting = new Map<string, Set<() => void>>();
  let closed = false;
  const tell = (queue: string): void => {
    for (const wake of [...(waiting.get(queue) ?? [])]) wake();
  };
  return {
    tell,
    next: (queue, milliseconds, signal) =>
      new Promise((resolve) => {
        const group = waiting.get(queue) ?? new Set();
        waiting.set(queue, group);
        const wake = (): void => {
          cancel();
          signal?.removeEventListener("abort", wake);
          group.delete(wake);
          if (group.size === 0 && waiting.get(queue) === group) waiting.delete(queue);
          resolve();
        };
        const cancel = timers.after(milliseconds, wake);
        group.add(wake);
        signal?.addEventListener("abort", wake);
        if (closed || signal?.aborted === true) wake();
      }),
    get closed() {
      return closed;
    },
    close: () => {
      closed = true;
      for (const queue of [...waiting.keys()]) tell(queue);
    },
  };
}
