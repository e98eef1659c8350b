import type { Timers } from "../clock.ts";

/** Timers that move only when a test says so. */
export class ManualTimers implements Timers {
  #now = 0;
  readonly #due = new Set<{ readonly at: number; readonly work: () => void }>();

  after(milliseconds: number, work: () => void): () => void {
    const timer = { at: this.#now + milliseconds, work };
    this.#due.add(timer);
    return () => this.#due.delete(timer);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#due.size;
  }

  elapsed(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const timer of [...this.#due].filter(({ at }) => at <= this.#now)) {
      this.#due.delete(timer);
      timer.work();
    }
  }
}
