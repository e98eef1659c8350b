import type { NextOptions } from "./test-kit/events.ts";

interface Waiting<Event> {
  readonly wanted: (event: Event) => boolean;
  readonly take: (event: Event) => void;
}

/** Events nobody has taken are kept up to this number, the newest. */
const KEPT_EVENTS = 1_000;

/**
 * Hands each event to one `next`, in the order of the events: those that came before the call count,
 * so that a test can act first and ask afterwards.
 */
export class EventQueue<Event> {
  #kept: Event[] = [];
  #waiting: Waiting<Event>[] = [];
  #closed: Error | undefined;
  readonly #rejects = new Set<(error: Error) => void>();
  readonly #what: string;

  /** @param what an event, in words: `message` */
  constructor(what: string) {
    this.#what = what;
  }

  push(event: Event): void {
    const index = this.#waiting.findIndex(({ wanted }) => wanted(event));
    const [waiting] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (waiting !== undefined) waiting.take(event);
    else this.#kept = [...this.#kept, event].slice(-KEPT_EVENTS);
  }

  /** The oldest event that nobody has taken and that is wanted; waits for one where there is none. */
  next(wanted: (event: Event) => boolean, { signal }: NextOptions = {}): Promise<Event> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    const index = this.#kept.findIndex(wanted);
    const [found] = index === -1 ? [] : this.#kept.splice(index, 1);
    if (found !== undefined) return Promise.resolve(found);
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#rejects.delete(fail);
        signal?.removeEventListener("abort", abort);
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
      };
      const fail = (error: Error): void => {
        settle();
        reject(error);
      };
      const abort = (): void => fail(signal?.reason as Error);
      const waiting: Waiting<Event> = {
        wanted,
        take: (event) => {
          settle();
          resolve(event);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#rejects.add(fail);
      this.#waiting.push(waiting);
    });
  }

  /** Fails everybody who still waits. */
  close(): void {
    this.#closed = new Error(`The cloud was closed. There is no next ${this.#what}.`);
    for (const reject of [...this.#rejects]) reject(this.#closed);
  }
}
