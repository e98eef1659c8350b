import type { Clock } from "../clock.ts";

/** A clock that moves only when a test says so. */
export class ManualClock implements Clock {
  #now: number;
  readonly #listeners = new Set<() => void>();

  constructor(start: number | string = "2026-09-03T08:05:09.000Z") {
    this.#now = typeof start === "string" ? Date.parse(start) : start;
  }

  now(): number {
    return this.#now;
  }

  onMove(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  advanceSeconds(seconds: number): void {
    this.#now += seconds * 1000;
    for (const listener of [...this.#listeners]) listener();
  }
}
