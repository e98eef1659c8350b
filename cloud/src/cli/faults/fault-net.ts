import { randomUUID } from "node:crypto";
import type { Timers } from "../../core/clock.ts";
import type { Trace } from "../../core/ports/trace.ts";
import { type Fault, faultOf } from "./fault.ts";

/** Node's process; tests pass one that emits what they say. */
export interface FaultyProcess {
  on(event: FaultKind, listener: (reason: unknown) => void): unknown;
  exit(code: number): unknown;
}

type FaultKind = "unhandledRejection" | "uncaughtException";

export interface FaultNetOptions {
  readonly process: FaultyProcess;
  readonly timers: Timers;
  /** Keeps one for who is to mend it. */
  readonly keep: (fault: Fault, kind: FaultKind) => void;
  /** Tells the person. */
  readonly tell: (fault: Fault, ending: FaultEnding) => void;
}

/** `again`: while it stops already. */
export type FaultEnding = "goes-on" | "stops" | "again";

export interface FaultNet {
  /** The cloud runs: from now on it is stopped in order, and its trace has the faults. */
  watch(trace: Trace): void;
  /** Settles when the cloud has to stop, because nothing is known of its state any more. */
  readonly fatal: Promise<void>;
  readonly hasFailed: boolean;
}

/** A stop that hangs is ended: whatever was acknowledged is on disk. */
const STOP_LIMIT_MS = 10_000;
/** Faults that differ, told and kept in one run. A place that fails with every call fills no disk. */
const TOLD_LIMIT = 100;

/**
 * DOOR-FAULT: the last net, of a process that is the cloud's own. What a promise was rejected with concerns
 * the call that it belonged to: the cloud goes on. An exception that nobody caught may have left something
 * half done: the cloud stops in order, and the process fails.
 */
export function catchFaults({ process, timers, keep, tell }: FaultNetOptions): FaultNet {
  const known = new Set<string>();
  let trace: Trace | undefined;
  let hasFailed = false;
  let stop: () => void = () => undefined;
  const fatal = new Promise<void>((resolve) => {
    stop = resolve;
  });

  const note = (reason: unknown, kind: FaultKind, ending: FaultEnding): void => {
    const fault = faultOf(reason);
    // What fails here as well, e.g. a full disk, must not lead back to here.
    attempt(() => trace?.record(eventOf(fault)));
    if (known.has(fault.place) || known.size >= TOLD_LIMIT) return;
    known.add(fault.place);
    attempt(() => keep(fault, kind));
    attempt(() => tell(fault, ending));
  };
  process.on("unhandledRejection", (reason) => note(reason, "unhandledRejection", "goes-on"));
  process.on("uncaughtException", (reason) => {
    note(reason, "uncaughtException", hasFailed ? "again" : "stops");
    if (hasFailed) return;
    hasFailed = true;
    if (trace === undefined) process.exit(1);
    timers.after(STOP_LIMIT_MS, () => process.exit(1));
    stop();
  });

  return {
    watch: (given) => {
      trace = given;
    },
    fatal,
    get hasFailed() {
      return hasFailed;
    },
  };
}

function eventOf({ name, message }: Fault) {
  return {
    request: randomUUID(),
    service: "portcullis",
    operation: "work in the background",
    step: "fault",
    verdict: "error",
    ms: 0,
    why: { rule: "DOOR-FAULT", reason: "fault-of-portcullis", had: { fault: `${name}: ${message}` } },
  } as const;
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing is left that could be told.
  }
}
