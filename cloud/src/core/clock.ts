/** Source of time. Everything that expires, locks or counts time takes one of these. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that is `offsetMs` ahead of (or behind) another one. */
export function offsetClock(clock: Clock, offsetMs: number): Clock {
  return offsetMs === 0 ? clock : { now: () => clock.now() + offsetMs };
}

/** A clock that runs as another one does and can be set ahead, e.g. by a test of expiry. */
export interface MovableClock extends Clock {
  /** From now on this clock is `milliseconds` further ahead. */
  advance(milliseconds: number): void;
}

export function movableClock(clock: Clock, offsetMs = 0): MovableClock {
  let ahead = offsetMs;
  return {
    now: () => clock.now() + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}

/** Whole seconds since the Unix epoch, the unit of JWT NumericDate (RFC 7519 §2). */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
