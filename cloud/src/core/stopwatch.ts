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
