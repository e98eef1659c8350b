import { describe, expect, test } from "vitest";
import { createHostLoad } from "./host-load.ts";

function load() {
  const state = { elapsed: 0, idle: 0, total: 0, looks: 0 };
  const host = createHostLoad({ elapsed: () => state.elapsed, after: () => () => undefined }, () => {
    state.looks += 1;
    return { idle: state.idle, total: state.total };
  });
  const pass = (milliseconds: number, idle: number, total: number): void => {
    state.elapsed += milliseconds;
    state.idle += idle;
    state.total += total;
  };
  return { host, pass, state };
}

describe("host load", () => {
  test("a machine without idle time is saturated, one with some is not", () => {
    const { host, pass } = load();
    pass(100, 1, 20);
    expect(host.isSaturated()).toBe(true);
    pass(100, 2, 20);
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
    const { host, pass, state } = load();
    pass(99, 0, 20);
    expect(host.isSaturated()).toBe(false);
    expect(state.looks).toBe(1);
    pass(1, 0, 1);
    expect(host.isSaturated()).toBe(true);
    expect(state.looks).toBe(2);
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
