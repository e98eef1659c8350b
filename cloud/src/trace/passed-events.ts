import type { TraceEvent } from "../core/ports/trace.ts";
import type { KeptEvent } from "./kept-event.ts";
import type { RingLimits } from "./ring.ts";

/** What the fields of an event take in addition to its strings. */
const FIELDS_BYTES = 160;

/** When an event was recorded, and what is behind it. */
export interface Recorded {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly parent: string | undefined;
}

/**
 * Keeps the newest events that passed, member by member in columns: one is recorded for every call, hardly
 * any is ever read, and objects that live on cost the garbage collector more than the rest of recording.
 */
export class PassedEvents {
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
    this.#operations[slot] = operation;
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
