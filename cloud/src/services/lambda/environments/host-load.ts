import { cpus } from "node:os";
import type { Timers } from "./timers.ts";

/** How busy the machine is as a whole. */
export interface HostLoad {
  /** True while hardly any processor time is left: one more program would only take from the others. */
  isSaturated(): boolean;
}

/** Processor time since the machine started, over all cores, in any one unit. */
export interface ProcessorTimes {
  readonly idle: number;
  readonly total: number;
}

/** Shorter windows hold too few clock ticks to tell. */
const WINDOW_MS = 100;
/** Less than this part of the time idle counts as none left. */
const IDLE_SHARE = 0.1;

/** Looks when it is asked, at most ten times a second, and compares with its last look. */
export function createHostLoad(timers: Timers, read: () => ProcessorTimes = processorTimes): HostLoad {
  let last = read();
  let lookedAt = timers.elapsed();
  let saturated = false;
  return {
    isSaturated: () => {
      const now = timers.elapsed();
      if (now - lookedAt < WINDOW_MS) return saturated;
      const times = read();
      const total = times.total - last.total;
      // A system that keeps no such account is never called saturated.
      saturated = total > 0 && (times.idle - last.idle) / total < IDLE_SHARE;
      last = times;
      lookedAt = now;
      return saturated;
    },
  };
}

function processorTimes(): ProcessorTimes {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}
