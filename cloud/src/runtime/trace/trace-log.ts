import type { Clock } from "../../core/clock.ts";
import type { Causes } from "../../core/ports/causes.ts";
import type { Trace, TraceEvent } from "../../core/ports/trace.ts";
import { Ring, type RingLimits } from "./ring.ts";
import { type ScreenedEvent, screened } from "./screen.ts";

/** An event as it is kept. */
export interface KeptEvent extends ScreenedEvent {
  readonly v: 1;
  /** Running number: gaps show that events had to make room. */
  readonly seq: number;
  /** Epoch milliseconds by the cloud's clock. */
  readonly at: number;
}

export interface TraceLog extends Trace {
  /** Kept events with a number above `after`, oldest first. */
  events(after?: number): KeptEvent[];
  /** The newest kept events, oldest first: what a list needs, whatever else is kept. */
  newest(count: number): KeptEvent[];
  /** How many events are kept. */
  readonly kept: number;
  /** Number of the newest refusal or failure; 0 when there is none. */
  readonly lastRefused: number;
  /** Refusals and failures alone, oldest first. */
  refusals(): KeptEvent[];
  /** Number of the newest event that had to make room. */
  readonly lastDropped: number;
  /** Hands every new event on, at once; the listener must not throw or wait. Returns how to end it. */
  listen(listener: (event: KeptEvent) => void): () => void;
}

export interface TraceLogOptions {
  readonly clock: Clock;
  readonly causes: Causes;
  /** Bounds of each of the two rings: what passed, and what was refused or failed. */
  readonly limits?: RingLimits;
}

/** TRACE-1: 10,000 events and 8 MB in all. A flood of calls that pass pushes no refusal out. */
const LIMITS: RingLimits = { count: 5_000, bytes: 4_194_304 };
/** What the fields of an allowed event take in addition to its strings. */
const PLAIN_EVENT_BYTES = 160;

/** Keeps the newest events in memory; nothing is written to disk. */
export function createTraceLog({ clock, causes, limits = LIMITS }: TraceLogOptions): TraceLog {
  const passed = new Ring<KeptEvent>(limits);
  const refused = new Ring<KeptEvent>(limits);
  const listeners = new Set<(event: KeptEvent) => void>();
  let seq = 0;
  return {
    record: (event) => {
      seq += 1;
      const isPlain = event.verdict === "allow" && event.why === undefined;
      const kept: Mutable<KeptEvent> = isPlain
        ? plainEvent(event, seq, clock.now())
        : screenedEvent(event, seq, clock.now());
      const parent = event.parent ?? (event.key ? causes.of(event.key) : undefined);
      if (parent !== undefined) kept.parent = parent;
      const ring = event.verdict === "allow" || event.verdict === "skip" ? passed : refused;
      ring.add(kept, isPlain ? plainSize(event) : JSON.stringify(kept).length);
      for (const listener of listeners) listener(kept);
    },
    events: (after = 0) => merged(passed.since(after), refused.since(after)),
    newest: (count) => merged(passed.newest(count), refused.newest(count)).slice(-count),
    get kept() {
      return passed.count + refused.count;
    },
    get lastRefused() {
      return refused.newest(1)[0]?.seq ?? 0;
    },
    refusals: () => refused.since(),
    get lastDropped() {
      return Math.max(passed.lastDropped, refused.lastDropped);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Member by member: this runs for every call that passes, and spreading costs more than the rest. */
function plainEvent(event: TraceEvent, seq: number, at: number): Mutable<KeptEvent> {
  const { request, service, step, verdict, ms, operation = "", who = "", wire } = event;
  const kept: Mutable<KeptEvent> = { v: 1, seq, at, request, service, step, verdict, ms, operation, who };
  if (operation === "") delete kept.operation;
  if (who === "") delete kept.who;
  if (wire !== undefined) kept.wire = wire;
  return kept;
}

function screenedEvent({ key: _, ...event }: TraceEvent, seq: number, at: number): Mutable<KeptEvent> {
  return { v: 1, seq, at, ...screened(event) };
}

function plainSize({ request, operation = "", who = "" }: TraceEvent): number {
  return PLAIN_EVENT_BYTES + request.length + operation.length + who.length;
}

function merged(first: readonly KeptEvent[], second: readonly KeptEvent[]): KeptEvent[] {
  return [...first, ...second].sort((a, b) => a.seq - b.seq);
}
