import { describe, expect, test } from "vitest";
import { createHostLoad, type ProcessorTimes } from "./host-load.ts";

/** Two cores, an idle event loop. */
function load() {
  let elapsed = 0;
  let looks = 0;
  let times: ProcessorTimes = { idle: 0, total: 0, cores: 2, loopActiveMs: 0, loopIdleMs: 0 };
  const host = createHostLoad({ elapsed: () => elapsed, after: () => () => undefined }, () => {
    looks += 1;
    return times;
  });
  const pass = (milliseconds: number, idle: number, total: number, loopActiveMs = 0): void => {
    elapsed += milliseconds;
    times = {
      idle: times.idle + idle,
      total: times.total + total,
      cores: 2,
      loopActiveMs: times.loopActiveMs + loopActiveMs,
      loopIdleMs: times.loopIdleMs + milliseconds - loopActiveMs,
    };
  };
  return { host, pass, looks: () => looks };
}

describe("host load", () => {
  test("a machine with less than half a core idle is saturated, one with more is not", () => {
    const { host, pass } = load();
    pass(100, 4, 20);
    expect(host.isSaturated()).toBe(true);
    pass(100, 5, 20);
    expect(host.isSaturated()).toBe(false);
  });

  test("a busy event loop of the cloud itself counts as saturated", () => {
    const { host, pass } = load();
    pass(100, 20, 20, 91);
    expect(host.isSaturated()).toBe(true);
    pass(100, 20, 20, 90);
    expect(host.isSaturated()).toBe(false);
  });

  test("only the time since the last look counts", () => {
    const { host, pass } = load();
    pass(60_000, 12_000, 12_000);
    expect(host.isSaturated()).toBe(false);
    pass(100, 0, 20);
    expect(host.isSaturated()).toBe(true);
  });

  test("it looks at most ten times a second", () => {
    const { host, pass, looks } = load();
    pass(99, 0, 20);
    expect(host.isSaturated()).toBe(false);
    expect(looks()).toBe(1);
    pass(1, 0, 1);
    expect(host.isSaturated()).toBe(true);
    expect(looks()).toBe(2);
  });

  test("a system that keeps no account of its time is not saturated", () => {
    const { host, pass } = load();
    pass(100, 0, 0);
    expect(host.isSaturated()).toBe(false);
  });

  test("the real machine answers", () => {
    const host = createHostLoad({ elapsed: () => 0, after: () => () => undefined });
    expect(host.isSaturated()).toBe(false);
  });
});
