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
