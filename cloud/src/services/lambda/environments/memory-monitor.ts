import { readFileSync } from "node:fs";
import type { Timers } from "../../../core/clock.ts";

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

interface ProcessMemory {
  /** Bytes that cannot be given back: what a memory limit counts. */
  readonly anonymousBytes: number;
  /** Bytes in RAM, shared program text included. */
  readonly residentBytes: number;
}

const MAXIMUM_PROCESSES = 64;

/**
 * Memory of a process and everything below it, or undefined where the system does not tell (no
 * Linux procfs, or the process is gone).
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
function readProcessMemory(pid: number): ProcessMemory | undefined {
  const root = readOne(pid);
  if (root === undefined) return undefined;
  let { anonymousBytes, residentBytes } = root;
  const pending = childrenOf(pid);
  for (let seen = 0; pending.length > 0 && seen < MAXIMUM_PROCESSES; seen += 1) {
    const child = pending.pop() ?? 0;
    const memory = readOne(child);
    if (memory === undefined) continue;
    anonymousBytes += memory.anonymousBytes;
    residentBytes += memory.residentBytes;
    pending.push(...childrenOf(child));
  }
  return { anonymousBytes, residentBytes };
}

function readOne(pid: number): ProcessMemory | undefined {
  const status = readText(`/proc/${pid}/status`);
  const resident = kilobytes(status, "VmRSS:");
  if (resident === undefined) return undefined;
  const anonymous = kilobytes(status, "RssAnon:") ?? resident;
  return { anonymousBytes: anonymous * 1024, residentBytes: resident * 1024 };
}

function kilobytes(status: string, label: string): number | undefined {
  const start = status.indexOf(label);
  return start === -1 ? undefined : Number.parseInt(status.slice(start + label.length), 10);
}

function childrenOf(pid: number): number[] {
  const text = readText(`/proc/${pid}/task/${pid}/children`).trim();
  return text === "" ? [] : text.split(" ").map(Number);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
