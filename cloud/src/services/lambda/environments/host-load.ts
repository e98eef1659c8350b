import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import type { Timers } from "../../../core/clock.ts";

/** How busy the machine and this process are. */
export interface HostLoad {
  /** True while hardly any processor time is left: one more program would only take from the others. */
  isSaturated(): boolean;
}

/** Sums since the machine, or this process, started. Only quotients of the first two are used. */
export interface ProcessorTimes {
  /** Over all cores, in any one unit. */
  readonly idle: number;
  readonly total: number;
  readonly cores: number;
  /** Milliseconds the event loop of this process has worked, and has waited. */
  readonly loopActiveMs: number;
  readonly loopIdleMs: number;
}

/** Shorter windows hold too few clock ticks to tell. */
const WINDOW_MS = 100;
/** A program that has less than this of a core to itself starts for nothing. */
const SPARE_CORES = 0.5;
/** Beyond this the cloud itself is what calls wait for, however many functions there are. */
const LOOP_LIMIT = 0.9;

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
      saturated = hasFewProcessors(last, times) || hasBusyLoop(last, times);
      last = times;
      lookedAt = now;
      return saturated;
    },
  };
}

/** A system that keeps no such account never has few. */
function hasFewProcessors(before: ProcessorTimes, after: ProcessorTimes): boolean {
  const total = after.total - before.total;
  return total > 0 && ((after.idle - before.idle) / total) * after.cores < SPARE_CORES;
}

function hasBusyLoop(before: ProcessorTimes, after: ProcessorTimes): boolean {
  const active = after.loopActiveMs - before.loopActiveMs;
  const total = active + after.loopIdleMs - before.loopIdleMs;
  return total > 0 && active / total > LOOP_LIMIT;
}

function processorTimes(): ProcessorTimes {
  let idle = 0;
  let total = 0;
  const all = cpus();
  for (const { times } of all) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  const loop = performance.eventLoopUtilization();
  return { idle, total, cores: all.length, loopActiveMs: loop.active, loopIdleMs: loop.idle };
}
