import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import type { TraceEvent } from "../../core/ports/trace.ts";
import { ManualTimers } from "../../core/testing/manual-timers.ts";
import { explain } from "../../trace/sentences/index.ts";
import { anEvent } from "../../trace/testing/events.ts";
import { catchFaults, type FaultEnding } from "./fault-net.ts";

function aNet({ keep = () => undefined }: { readonly keep?: () => void } = {}) {
  const exits: number[] = [];
  const kept: string[] = [];
  const told: [string, FaultEnding][] = [];
  const events: TraceEvent[] = [];
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  const timers = new ManualTimers();
  const net = catchFaults({
    process,
    timers,
    keep: ({ message }, kind) => {
      keep();
      kept.push(`${kind} ${message}`);
    },
    tell: ({ message }, ending) => told.push([message, ending]),
  });
  const trace = { record: (event: TraceEvent) => void events.push(event) };
  return { net, process, timers, trace, exits, kept, told, events };
}

describe("DOOR-FAULT a promise that nobody handles", () => {
  it("is told, kept and traced, and the cloud goes on", async () => {
    const { net, process, trace, exits, kept, told, events } = aNet();
    net.watch(trace);

    process.emit("unhandledRejection", new TypeError("x is not a function"));

    expect(kept).toEqual(["unhandledRejection x is not a function"]);
    expect(told).toEqual([["x is not a function", "goes-on"]]);
    expect(events).toMatchObject([
      { step: "fault", verdict: "error", why: { had: { fault: "TypeError: x is not a function" } } },
    ]);
    expect(explain(anEvent(events[0])).sentence).toContain("Portcullis itself broke: TypeError: x is not a");
    expect([exits, net.hasFailed]).toEqual([[], false]);
    expect(await Promise.race([net.fatal, Promise.resolve("goes on")])).toBe("goes on");
  });

  it("is told once for its place, and traced each time", () => {
    const { net, process, trace, told, kept, events } = aNet();
    net.watch(trace);
    const broken = (id: number) => new Error(`no ${id}`);

    for (const id of [1, 2, 3]) process.emit("unhandledRejection", broken(id));
    process.emit("unhandledRejection", new Error("elsewhere"));

    expect(told.map(([message]) => message)).toEqual(["no 1", "elsewhere"]);
    expect(kept).toHaveLength(2);
    expect(events).toHaveLength(4);
  });

  it("goes on when a full disk keeps nothing, and still tells", () => {
    const { process, told } = aNet({
      keep: () => {
        throw new Error("ENOSPC");
      },
    });

    process.emit("unhandledRejection", new Error("x"));

    expect(told).toEqual([["x", "goes-on"]]);
  });

  it("tells no more than a hundred that differ", () => {
    const { process, told } = aNet();

    for (let id = 0; id < 150; id += 1) process.emit("unhandledRejection", `thrown ${id}`);

    expect(told).toHaveLength(100);
  });
});

describe("DOOR-FAULT an exception that nobody caught", () => {
  it("stops the running cloud, and traces why", async () => {
    const { net, process, trace, exits, kept, told, events } = aNet();
    net.watch(trace);

    process.emit("uncaughtException", new RangeError("too far"));
    await net.fatal;

    expect(kept).toEqual(["uncaughtException too far"]);
    expect(told).toEqual([["too far", "stops"]]);
    expect(events).toHaveLength(1);
    // Who waits for `fatal` stops the cloud and ends the process.
    expect([exits, net.hasFailed]).toEqual([[], true]);
  });

  it("ends the process when the stop hangs", () => {
    const { net, process, timers, trace, exits } = aNet();
    net.watch(trace);
    process.emit("uncaughtException", new Error("x"));

    timers.advance(10_000);

    expect(exits).toEqual([1]);
  });

  it("ends a start at once: there is nothing to stop", () => {
    const { process, exits } = aNet();

    process.emit("uncaughtException", new Error("x"));

    expect(exits).toEqual([1]);
  });

  it("stops once, whatever breaks meanwhile", () => {
    const { net, process, timers, trace, exits, told } = aNet();
    net.watch(trace);

    process.emit("uncaughtException", new Error("first"));
    process.emit("uncaughtException", new Error("second"));
    timers.advance(10_000);

    expect(told.map(([, ending]) => ending)).toEqual(["stops", "again"]);
    expect(exits).toEqual([1]);
  });
});
