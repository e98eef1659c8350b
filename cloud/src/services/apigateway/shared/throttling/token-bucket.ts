import type { Clock } from "../../../../core/clock.ts";

/**
 * A token bucket: `burst` calls at once, refilled with `rate` a second.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class TokenBucket {
  /** Calls per second and calls at once. */
  readonly limits: { readonly rate: number; readonly burst: number };
  readonly #clock: Clock;
  readonly #perMillisecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  /** @param limits calls per second and calls at once */
  constructor(clock: Clock, limits: { readonly rate: number; readonly burst: number }) {
    this.limits = limits;
    this.#clock = clock;
    this.#perMillisecond = limits.rate / 1000;
    this.#burst = limits.burst;
    this.#tokens = limits.burst;
    this.#filledAt = clock.now();
  }

  /** Takes one token; false when none is left. */
  take(): boolean {
    const now = this.#clock.now();
    const gained = Math.max(0, now - this.#filledAt) * this.#perMillisecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
