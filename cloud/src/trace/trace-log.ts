import type { Clock } from "../core/clock.ts";
import type { Causes } from "../core/ports/causes.ts";
import type { Probes } from "../core/ports/probes.ts";
import type { Trace, TraceEvent } from "../core/ports/trace.ts";
import type { KeptEvent } from "./kept-event.ts";
import { PassedEvents, type Recorded } from "./passed-events.ts";
import { Ring, type RingLimits } from "./ring.ts";
import { screened } from "./screen.ts";

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
  listen(listener: Listener): () => void;
  /** The same of refusals and failures alone: calls that pass cost nothing then. */
  listenToRefusals(listener: Listener): () => void;
}

type Listener = (event: KeptEvent) => void;

export interface TraceLogOptions {
  readonly clock: Clock;
  readonly causes: Causes;
  readonly probes?: Probes;
  /** Bounds of each of the two rings: what passed, and what was refused or failed. */
  readonly limits?: RingLimits;
}

/** TRACE-1: 10,000 events and 8 MB in all. A flood of calls that pass pushes no refusal out. */
const LIMITS: RingLimits = { count: 5_000, bytes: 4_194_304 };

/** Keeps the newest events in memory; nothing is written to disk. */
export function createTraceLog({ clock, causes, probes, limits = LIMITS }: TraceLogOptions): TraceLog {
  const passed = new PassedEvents(limits);
  const refused = new Ring<KeptEvent>(limits);
  const listeners = new Set<Listener>();
  const refusalListeners = new Set<Listener>();
  let seq = 0;
  return {
    record: (event) => {
      seq += 1;
      const at = clock.now();
      const parent = event.parent ?? (event.key ? causes.of(event.key) : undefined);
      if (isPlain(event)) {
        passed.addPlain(event, { seq, at, parent });
        if (listeners.size > 0) tell(listeners, passed.newest(1));
        return;
      }
      const probe = probes?.of(event.request);
      const told = screenedEvent(event, { seq, at, parent });
      const kept = probe === undefined ? told : { ...told, probe };
      const hasPassed = event.verdict === "allow" || event.verdict === "skip";
      (hasPassed ? passed : refused).add(kept, JSON.stringify(kept).length);
      tell(listeners, [kept]);
      if (!hasPassed) tell(refusalListeners, [kept]);
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
    listen: (listener) => added(listeners, listener),
    listenToRefusals: (listener) => added(refusalListeners, listener),
  };
}

function added(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(listeners: ReadonlySet<Listener>, events: readonly KeptEvent[]): void {
  for (const listener of listeners) for (const event of events) listener(event);
}

/** Nothing to screen, and nothing to add to who was allowed what. */
function isPlain({ verdict, why, wire }: TraceEvent): boolean {
  return verdict === "allow" && why === undefined && wire === undefined;
}

function screenedEvent({ key: _, ...event }: TraceEvent, { seq, at, parent }: Recorded): KeptEvent {
  return { v: 1, seq, at, ...screened(event), ...(parent === undefined ? {} : { parent }) };
}

function merged(first: readonly KeptEvent[], second: readonly KeptEvent[]): KeptEvent[] {
  return [...first, ...second].sort((a, b) => a.seq - b.seq);
}
