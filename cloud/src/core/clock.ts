/** Source of time. Everything that expires, locks or counts time takes one of these. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Calls the listener each time this clock is set ahead: what waits for a moment looks again. Clocks
   * that only run have none. The answer ends it.
   */
  onMove?(listener: () => void): () => void;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that is `offsetMs` ahead of (or behind) another one. */
export function offsetClock(clock: Clock, offsetMs: number): Clock {
  return offsetMs === 0 ? clock : { ...clock, now: () => clock.now() + offsetMs };
}

/** A clock that runs as another one does and can be set ahead, e.g. by a test of expiry. */
export interface MovableClock extends Clock {
  onMove(listener: () => void): () => void;
  /** From now on this clock is `milliseconds` further ahead. */
  advance(milliseconds: number): void;
}

export function movableClock(clock: Clock, offsetMs = 0): MovableClock {
  let ahead = offsetMs;
  const listeners = new Set<() => void>();
  return {
    now: () => clock.now() + ahead,
    onMove: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    advance: (milliseconds) => {
      ahead += milliseconds;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Whole seconds since a moment (epoch ms). */
export function secondsSince(moment: number, clock: Clock): number {
  return Math.round((clock.now() - moment) / 1000);
}

/** Whole seconds since the Unix epoch, the unit of JWT NumericDate (RFC 7519 §2). */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}

/** Epoch seconds with fraction, as the JSON protocol carries timestamps. */
export function timestamp(epochMs: number): number {
  return epochMs / 1000;
}

/** Times the steps of one call, apart from the cloud's clock: tests set that one ahead. */
export class Stopwatch {
  #since = performance.now();

  /** The next step begins now. */
  restart(): void {
    this.#since = performance.now();
  }

  /** Milliseconds since the step began, to a hundredth; the next one begins now. */
  lap(): number {
    const now = performance.now();
    const lasted = now - this.#since;
    this.#since = now;
    return Math.round(lasted * 100) / 100;
  }
}

/** One-shot timers and a clock that only moves forward; tests pass their own. */
export interface Timers {
  /** Calls `work` after `milliseconds`; the answer cancels it. Never keeps the process alive. */
  after(milliseconds: number, work: () => void): () => void;
  /** Milliseconds with fractions since some fixed moment. */
  elapsed(): number;
}

export const systemTimers: Timers = {
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
  elapsed: () => performance.now(),
};
