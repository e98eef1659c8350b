import { describe, expect, test } from "vitest";
import { HTTP_RETRIES, MANAGED_RETRIES, type RetryPolicy, retryDelaySeconds } from "./retry-policy.ts";

const delays = (policy: RetryPolicy, count: number): (number | undefined)[] =>
  Array.from({ length: count }, (_, index) => {
    const seconds = retryDelaySeconds(policy, index + 1);
    return seconds === undefined ? undefined : Math.round(seconds * 100) / 100;
  });

describe("retries", () => {
  test("of an HTTP endpoint: three, twenty seconds apart", () => {
    expect(delays(HTTP_RETRIES, 4)).toEqual([20, 20, 20, undefined]);
  });

  test("of queues and functions: at once, a second apart, longer and longer, then every twenty seconds", () => {
    expect(delays(MANAGED_RETRIES, 17)).toEqual([
      0, 0, 0, 1, 1, 1.02, 1.06, 1.13, 1.28, 1.58, 2.17, 3.36, 5.74, 10.49, 20, 20, 20,
    ]);
    expect(retryDelaySeconds(MANAGED_RETRIES, 100_015)).toBe(20);
    expect(retryDelaySeconds(MANAGED_RETRIES, 100_016)).toBeUndefined();
  });

  test.each([
    ["linear", [4, 7, 10]],
    ["arithmetic", [2.5, 5.5, 10]],
    ["exponential", [2.29, 4.86, 10]],
    ["geometric", [2.15, 4.64, 10]],
  ] as const)("%s", (backoffFunction, steps) => {
    const policy = { ...HTTP_RETRIES, minDelayTarget: 1, maxDelayTarget: 10, backoffFunction };
    expect(delays(policy, 4)).toEqual([...steps, undefined]);
  });
});
