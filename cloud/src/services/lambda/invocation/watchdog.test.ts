import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { createWatchdog, type StalledCall } from "./watchdog.ts";

function watch() {
  const due: (() => void)[] = [];
  const events: TraceEvent[] = [];
  const state: { busy: boolean; stalls: StalledCall[] } = { busy: true, stalls: [] };
  const watchdog = createWatchdog({
    timers: {
      elapsed: () => 0,
      after: (_milliseconds, work) => {
        due.push(work);
        return () => undefined;
      },
    },
    trace: { record: (event) => events.push(event) },
    isBusy: () => state.busy,
    stalls: () => state.stalls,
  });
  const look = (): void => {
    for (const work of due.splice(0)) work();
  };
  return { watchdog, state, events, due, look };
}

const stalled = (call: object, state: StalledCall["state"] = "idle-not-used"): StalledCall => ({
  call,
  state,
  requestId: "id-1",
  functionName: "orders",
});

describe("Watchdog of calls", () => {
  test("a call that hangs at two looks is told, once, with its function and where it hangs", () => {
    const { watchdog, state, events, look } = watch();
    state.stalls = [stalled({})];
    watchdog.wake();
    look();
    expect(events).toEqual([]);
    look();
    look();
    expect(events).toEqual([
      {
        request: "id-1",
        service: "lambda",
        operation: "orders",
        step: "watch",
        verdict: "error",
        ms: 1000,
        why: { reason: "function-call-stalled", had: { state: "idle-not-used" }, by: { function: "orders" } },
      },
    ]);
  });

  test("what moves between two looks is not told", () => {
    const { watchdog, state, events, look } = watch();
    const call = {};
    state.stalls = [stalled(call, "event-not-read")];
    watchdog.wake();
    look();
    state.stalls = [stalled(call, "no-program"), stalled({})];
    look();
    state.stalls = [];
    look();
    look();
    expect(events).toEqual([]);
  });

  test("it looks only while something runs, and one timer is enough", () => {
    const { watchdog, state, due, look } = watch();
    watchdog.wake();
    watchdog.wake();
    expect(due).toHaveLength(1);
    state.busy = false;
    look();
    expect(due).toEqual([]);
  });
});
