import type { Clock } from "../core/clock.ts";
import { type Causes, CONSOLE_CAUSE } from "../core/ports/causes.ts";
import { isProvoked, type Probe, type Probes } from "../core/ports/probes.ts";
import type { Trace, TraceEvent } from "../core/ports/trace.ts";
import type { KeptEvent } from "./kept-event.ts";
import { Ring, type RingLimits } from "./ring.ts";
import { copied, screened } from "./screen.ts";

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
  /** The same of what no tool of this cloud asked: since then nothing of a person is missing. */
  readonly lastLost: number;
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
  /** Bounds of what passed, and the same again of what was refused or failed. */
  readonly limits?: RingLimits;
  /** The same of what tools of this cloud try: proofs, audits. */
  readonly toolLimits?: RingLimits;
  /** The same of what pages of the console ask. */
  readonly consoleLimits?: RingLimits;
}

/**
 * TRACE-1: 10,000 events and 8 MB in all. A flood of calls that pass pushes no refusal out, and what tools of
 * this cloud ask (proofs, audits; pages of the console) nothing that anybody else did.
 */
const LIMITS: RingLimits = { count: 3_250, bytes: 2_768_896 };
/** An audit of two stacks is refused five hundred times, and its report links to the reasons. */
const TOOL_LIMITS: RingLimits = { count: 1_500, bytes: 1_228_800 };
const CONSOLE_LIMITS: RingLimits = { count: 250, bytes: 196_608 };

/** Keeps the newest events in memory; nothing is written to disk. */
export function createTraceLog({
  clock,
  causes,
  probes,
  limits = LIMITS,
  toolLimits = TOOL_LIMITS,
  consoleLimits = CONSOLE_LIMITS,
}: TraceLogOptions): TraceLog {
  const own = ringsOf(limits);
  const tools = ringsOf(toolLimits);
  const pages = ringsOf(consoleLimits);
  const kinds = [own, tools, pages];
  const rings = kinds.flatMap(({ passed, refused }) => [passed, refused]);
  const ringsFor = (parent: string | undefined, probe: Probe | undefined): Rings => {
    if (parent === CONSOLE_CAUSE) return pages;
    return isProvoked(probe) ? tools : own;
  };
  const listeners = new Set<Listener>();
  const refusalListeners = new Set<Listener>();
  let seq = 0;
  /** TRACE-8: what a probe causes is one as well; its cause may be dropped before it. A command is somebody's. */
  const provoked = (event: TraceEvent, parent: string | undefined): Probe | undefined => {
    if (probes === undefined || parent === undefined) return undefined;
    const above = event.key === undefined ? undefined : causes.above(event.key);
    const probe = probes.of(parent) ?? (above === undefined ? undefined : probes.of(above));
    return isProvoked(probe) ? probe : undefined;
  };
  return {
    record: (event) => {
      seq += 1;
      const at = clock.now();
      const parent = event.parent ?? (event.key ? causes.of(event.key) : undefined);
      const probe = probes?.of(event.request) ?? provoked(event, parent);
      const { passed, refused } = ringsFor(parent, probe);
      if (probe === undefined && isPlain(event)) {
        passed.addPlain(event, { seq, at, parent });
        if (listeners.size > 0) tell(listeners, passed.newest(1));
        return;
      }
      const told = screenedEvent(event, { seq, at, parent });
      const kept = probe === undefined ? told : { ...told, probe };
      const hasPassed = event.verdict === "allow" || event.verdict === "skip";
      (hasPassed ? passed : refused).add(kept, sizeOf(kept));
      tell(listeners, [kept]);
      if (!hasPassed) tell(refusalListeners, [kept]);
    },
    events: (after = 0) => merged(rings.map((ring) => ring.since(after))),
    newest: (count) => merged(rings.map((ring) => ring.newest(count))).slice(-count),
    get kept() {
      return rings.reduce((sum, { count }) => sum + count, 0);
    },
    get lastRefused() {
      return Math.max(...kinds.map(({ refused }) => lastIn(refused)));
    },
    refusals: () => merged(kinds.map(({ refused }) => refused.since())),
    get lastDropped() {
      return Math.max(...rings.map(({ lastDropped }) => lastDropped));
    },
    get lastLost() {
      return Math.max(own.passed.lastDropped, own.refused.lastDropped);
    },
    listen: (listener) => added(listeners, listener),
    listenToRefusals: (listener) => added(refusalListeners, listener),
  };
}

interface Rings {
  readonly passed: PassedEvents;
  readonly refused: Ring<KeptEvent>;
}

function ringsOf(limits: RingLimits): Rings {
  return { passed: new PassedEvents(limits), refused: new Ring<KeptEvent>(limits) };
}

function lastIn(ring: Ring<KeptEvent>): number {
  return ring.newest(1)[0]?.seq ?? 0;
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

function merged(parts: readonly (readonly KeptEvent[])[]): KeptEvent[] {
  return parts.flat().sort((a, b) => a.seq - b.seq);
}

/**
 * Bytes, about: the texts in it, names of members among them, and what their places take. Making JSON of it to
 * count took longer than all else.
 */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length + FIELD_BYTES;
  if (typeof value !== "object" || value === null) return FIELD_BYTES;
  let size = FIELD_BYTES;
  for (const name in value) size += name.length + sizeOf(value[name as keyof typeof value]);
  return size;
}

const FIELD_BYTES = 12;

/** What the fields of an event take in addition to its strings. */
const FIELDS_BYTES = 160;

/** When an event was recorded, and what is behind it. */
interface Recorded {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly parent: string | undefined;
}

/**
 * Keeps the newest events that passed, member by member in columns: one is recorded for every call, hardly
 * any is ever read, and objects that live on cost the garbage collector more than the rest of recording.
 */
class PassedEvents {
  readonly #limits: RingLimits;
  readonly #numbers: Float64Array;
  readonly #requests: string[];
  readonly #services: string[];
  readonly #operations: string[];
  readonly #steps: string[];
  readonly #callers: string[];
  /** Events that have more to say, whole. */
  readonly #others: (KeptEvent | undefined)[];
  readonly #parents: (string | undefined)[];
  #first = 0;
  #count = 0;
  #bytes = 0;
  #lastDropped = 0;

  constructor(limits: RingLimits) {
    const { count } = limits;
    this.#limits = limits;
    this.#numbers = new Float64Array(count * NUMBERS);
    const column = (): string[] => new Array<string>(count).fill("");
    this.#requests = column();
    this.#services = column();
    this.#operations = column();
    this.#steps = column();
    this.#callers = column();
    this.#others = new Array<KeptEvent | undefined>(count).fill(undefined);
    this.#parents = new Array<string | undefined>(count).fill(undefined);
  }

  get count(): number {
    return this.#count;
  }

  /** Number of the newest event that had to make room; 0 when none had to. */
  get lastDropped(): number {
    return this.#lastDropped;
  }

  /** An event that has no more to say than who was allowed what. */
  addPlain(event: TraceEvent, { seq, at, parent }: Recorded): void {
    const { request, service, step, ms, operation = "", who = "" } = event;
    const slot = this.#slotFor(seq, FIELDS_BYTES + request.length + operation.length + who.length);
    this.#numbers[slot * NUMBERS + AT] = at;
    this.#numbers[slot * NUMBERS + MS] = ms;
    this.#requests[slot] = request;
    this.#services[slot] = service;
    // A route may have the path of the address; names of operations are constants.
    this.#operations[slot] = operation.includes(" ") ? copied(operation) : operation;
    this.#steps[slot] = step;
    this.#callers[slot] = who;
    if (this.#parents[slot] !== parent) this.#parents[slot] = parent;
    if (this.#others[slot] !== undefined) this.#others[slot] = undefined;
  }

  /** @param size bytes that the event takes, about */
  add(event: KeptEvent, size: number): void {
    this.#others[this.#slotFor(event.seq, size)] = event;
  }

  /** Oldest first; from the first whose number is above `after`. */
  since(after = 0): KeptEvent[] {
    let offset = this.#count;
    while (offset > 0 && this.#number(this.#slotAt(offset - 1), SEQ) > after) offset -= 1;
    return this.#from(offset);
  }

  /** The newest events, oldest first. */
  newest(count: number): KeptEvent[] {
    return this.#from(Math.max(0, this.#count - count));
  }

  #from(start: number): KeptEvent[] {
    return Array.from({ length: this.#count - start }, (_, index) =>
      this.#eventIn(this.#slotAt(start + index)),
    );
  }

  #eventIn(slot: number): KeptEvent {
    const other = this.#others[slot];
    if (other !== undefined) return other;
    const [operation = "", who = "", parent] = [
      this.#operations[slot],
      this.#callers[slot],
      this.#parents[slot],
    ];
    return {
      v: 1,
      seq: this.#number(slot, SEQ),
      at: this.#number(slot, AT),
      request: this.#requests[slot] ?? "",
      ...(parent === undefined ? {} : { parent }),
      service: this.#services[slot] ?? "",
      ...(operation === "" ? {} : { operation }),
      step: this.#steps[slot] ?? "",
      verdict: "allow",
      ms: this.#number(slot, MS),
      ...(who === "" ? {} : { who }),
    };
  }

  /** Makes room, and counts the event whose place it is. */
  #slotFor(seq: number, size: number): number {
    while (
      this.#count > 0 &&
      (this.#count >= this.#limits.count || this.#bytes + size > this.#limits.bytes)
    ) {
      this.#drop();
    }
    const slot = this.#slotAt(this.#count);
    this.#numbers[slot * NUMBERS + SEQ] = seq;
    this.#numbers[slot * NUMBERS + SIZE] = size;
    this.#count += 1;
    this.#bytes += size;
    return slot;
  }

  #drop(): void {
    this.#lastDropped = this.#number(this.#first, SEQ);
    this.#bytes -= this.#number(this.#first, SIZE);
    this.#others[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#limits.count;
    this.#count -= 1;
  }

  #slotAt(offset: number): number {
    return (this.#first + offset) % this.#limits.count;
  }

  #number(slot: number, member: number): number {
    return this.#numbers[slot * NUMBERS + member] ?? 0;
  }
}

/** The numbers of an event, side by side. */
const NUMBERS = 4;
const SEQ = 0;
const AT = 1;
const MS = 2;
const SIZE = 3;

export function createCauses(): Causes {
  const requests = new Map<string, string>();
  const above = new Map<string, string>();
  return {
    set: (accessKeyId, request, cause) => {
      if (request === undefined) requests.delete(accessKeyId);
      else requests.set(accessKeyId, request);
      if (request === undefined || cause === undefined) above.delete(accessKeyId);
      else above.set(accessKeyId, cause);
    },
    of: (accessKeyId) => requests.get(accessKeyId),
    above: (accessKeyId) => above.get(accessKeyId),
  };
}

export function createProbes(): Probes {
  const requests = new Map<string, Probe>();
  return {
    begin: (request, probe) => void requests.set(request, probe),
    end: (request) => void requests.delete(request),
    of: (request) => requests.get(request),
  };
}
