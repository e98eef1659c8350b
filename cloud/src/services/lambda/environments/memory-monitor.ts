import type { Timers } from "../../../core/timers.ts";
import { readProcessMemory } from "./process-memory.ts";

export interface WatchedMemory {
  readonly pid: number;
  readonly limitBytes: number;
  /** Highest resident size seen, in bytes. */
  peakBytes: number;
  /** `Timers.elapsed` of the last look. */
  lookedAt: number;
  exceeded(): void;
}

/** Looks at the memory of busy environments several times a second. */
export interface MemoryMonitor {
  watch(watched: WatchedMemory): void;
  unwatch(watched: WatchedMemory): void;
  /** Brings the peak up to date unless that was done a moment ago. */
  refresh(watched: WatchedMemory): void;
  close(): void;
}

const INTERVAL_MS = 100;
const REFRESH_AFTER_MS = 1000;

export function createMemoryMonitor(timers: Timers): MemoryMonitor {
  const watchedNow = new Set<WatchedMemory>();
  let cancel: (() => void) | undefined;

  const look = (watched: WatchedMemory): void => {
    watched.lookedAt = timers.elapsed();
    const memory = readProcessMemory(watched.pid);
    if (memory === undefined) return;
    watched.peakBytes = Math.max(watched.peakBytes, memory.residentBytes);
    if (memory.anonymousBytes > watched.limitBytes) watched.exceeded();
  };
  const round = (): void => {
    cancel = undefined;
    for (const watched of [...watchedNow]) look(watched);
    if (watchedNow.size > 0) cancel = timers.after(INTERVAL_MS, round);
  };

  return {
    watch: (watched) => {
      watchedNow.add(watched);
      cancel ??= timers.after(INTERVAL_MS, round);
    },
    unwatch: (watched) => void watchedNow.delete(watched),
    refresh: (watched) => {
      if (watched.peakBytes === 0 || timers.elapsed() - watched.lookedAt > REFRESH_AFTER_MS) look(watched);
    },
    close: () => {
      watchedNow.clear();
      cancel?.();
    },
  };
}
