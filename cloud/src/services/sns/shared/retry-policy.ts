/** How often and how fast a delivery is tried again. Delays are in seconds. */
export interface RetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: BackoffFunction;
}

export type BackoffFunction = "arithmetic" | "exponential" | "geometric" | "linear";

/** What holds of HTTP endpoints where nothing else is said. */
export const HTTP_RETRIES: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};

/**
 * What holds of queues and functions: more than three weeks.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const MANAGED_RETRIES: RetryPolicy = {
  minDelayTarget: 1,
  maxDelayTarget: 20,
  numRetries: 100_015,
  numMaxDelayRetries: 100_000,
  numNoDelayRetries: 3,
  numMinDelayRetries: 2,
  backoffFunction: "exponential",
};

/** How far the delay has come from its least to its most at step `n` of `count`. */
const PROGRESS: Readonly<
  Record<Exclude<BackoffFunction, "geometric">, (n: number, count: number) => number>
> = {
  linear: (n, count) => n / count,
  arithmetic: (n, count) => (n * (n + 1)) / (count * (count + 1)),
  exponential: (n, count) => (2 ** n - 1) / (2 ** count - 1),
};

/**
 * Seconds until the next attempt, once so many have failed; undefined when it was the last.
 * @param failed 1 after the first attempt
 */
export function retryDelaySeconds(policy: RetryPolicy, failed: number): number | undefined {
  if (failed > policy.numRetries) return undefined;
  const afterImmediate = failed - policy.numNoDelayRetries;
  if (afterImmediate <= 0) return 0;
  const step = afterImmediate - policy.numMinDelayRetries;
  if (step <= 0) return policy.minDelayTarget;
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  const count = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  return step > count ? policy.maxDelayTarget : backoff(policy, step, count);
}

function backoff(
  { minDelayTarget: least, maxDelayTarget: most, backoffFunction }: RetryPolicy,
  n: number,
  count: number,
) {
  if (backoffFunction === "geometric") return least * (most / least) ** (n / count);
  return least + (most - least) * PROGRESS[backoffFunction](n, count);
}
