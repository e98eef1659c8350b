import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { CONSOLE_CAUSE } from "../core/ports/causes.ts";
import type { TraceEvent } from "../core/ports/trace.ts";
import { aDenial, aLog, anEvent } from "./testing/events.ts";

const numbers = (events: readonly { readonly seq: number }[]) => events.map(({ seq }) => seq);

describe("trace log", () => {
  it("TRACE-1 numbers events, dates them by the cloud's clock, and keeps their order", () => {
    const { log, clock } = aLog();

    log.record(anEvent());
    clock.advanceSeconds(5);
    log.record(aDenial());

    const [first, second] = log.events();
    expect([first?.seq, second?.seq]).toEqual([1, 2]);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(5_000);
    expect(first?.v).toBe(1);
  });

  it("TRACE-1 is bounded by number: the oldest make room, and a gap shows it", () => {
    const { log } = aLog({ count: 3, bytes: 1_000_000 });

    for (let index = 0; index < 5; index += 1) log.record(anEvent());

    expect(numbers(log.events())).toEqual([3, 4, 5]);
    expect(log.lastDropped).toBe(2);
    expect(numbers(log.events(4))).toEqual([5]);
  });

  it("TRACE-1 is bounded by size", () => {
    const { log } = aLog({ count: 1_000, bytes: 2_000 });

    for (let index = 0; index < 50; index += 1) log.record(aDenial({ operation: "x".repeat(500) }));

    const kept = log.events();
    expect(JSON.stringify(kept).length).toBeLessThan(2_500);
    expect(kept.at(-1)?.seq).toBe(50);
  });

  it.each([
    ["names of facts", (text: string) => aDenial({ why: { reason: "no-allow", had: { [text]: true } } })],
    ["lists", (text: string) => aDenial({ why: { reason: "no-allow", had: { list: [text, text] } } })],
  ])("TRACE-1 counts %s to the size", (_what, event) => {
    const { log } = aLog({ count: 1_000, bytes: 20_000 });

    for (let index = 0; index < 100; index += 1) log.record(event(`${index}`.padEnd(500, "x")));

    expect(JSON.stringify(log.events()).length).toBeLessThan(22_000);
  });

  it("TRACE-1 an event holds on to nothing of the longer texts that parts of it were cut out of", () => {
    const { log } = aLog();
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const bytes = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = bytes();

    for (let index = 0; index < 1_000; index += 1) {
      const text = Buffer.alloc(50_000, "GET some-line\n").toString("latin1");
      const had = { canonical: text.split("\n"), name: text.slice(0, 50) };
      const from = { ip: "127.0.0.1", userAgent: text };
      log.record(aDenial({ operation: text, from, why: { reason: "no-allow", had } }));
      log.record(anEvent({ operation: `GET ${text.slice(0, 40)}` }));
    }

    expect(log.refusals().length).toBe(1_000);
    expect(bytes() - before).toBeLessThan(15_000_000);
  });

  it("TRACE-1 a flood of calls that pass pushes no refusal out", () => {
    const { log } = aLog({ count: 3, bytes: 1_000_000 });

    log.record(aDenial());
    for (let index = 0; index < 10; index += 1) log.record(anEvent());

    expect(numbers(log.refusals())).toEqual([1]);
    expect(numbers(log.events())).toEqual([1, 9, 10, 11]);
  });

  /** Each kind of what a tool asks: as it is, plain or refused, and what it causes. */
  const TOOLS: readonly [string, (changes?: Partial<TraceEvent>) => TraceEvent][] = [
    ["pages of the console", (changes) => anEvent({ request: "own", parent: CONSOLE_CAUSE, ...changes })],
    ["refusals of the console", (changes) => aDenial({ request: "own", parent: CONSOLE_CAUSE, ...changes })],
    ["calls of an audit", (changes) => anEvent({ request: "attack", ...changes })],
    ["refusals of an audit", (changes) => aDenial({ request: "attack", ...changes })],
    ["what an audit causes", (changes) => anEvent({ request: "run", parent: "attack", ...changes })],
  ];

  it.each(TOOLS)("TRACE-1 %s have a bound of their own and push nothing of others out", (_what, event) => {
    const { log, probes } = aLog({ count: 4, bytes: 1_000_000 }, { count: 2, bytes: 1_000_000 });
    probes.begin("attack", "audit");
    probes.begin("typed", "command");

    log.record(anEvent());
    log.record(aDenial());
    log.record(anEvent({ request: "typed" }));
    for (let index = 0; index < 10; index += 1) log.record(event());
    for (let index = 0; index < 2; index += 1) log.record(anEvent());

    expect(numbers(log.events())).toEqual([1, 2, 3, 12, 13, 14, 15]);
    expect(log.lastDropped).toBe(11);
    expect(log.lastLost).toBe(0);
  });

  it("TRACE-1 pages of the console push nothing out of what an audit tried", () => {
    const { log, probes } = aLog({ count: 4, bytes: 1_000_000 }, { count: 2, bytes: 1_000_000 });
    probes.begin("attack", "audit");
    log.record(anEvent({ request: "attack" }));
    log.record(aDenial({ request: "attack" }));
    for (const event of [anEvent, aDenial]) {
      for (let index = 0; index < 5; index += 1) log.record(event({ parent: CONSOLE_CAUSE }));
    }

    expect(numbers(log.events())).toEqual([1, 2, 6, 7, 11, 12]);
  });

  it("TRACE-1 is 10,000 events and 8 MB in all, whoever asks", () => {
    const { log, probes } = aLog();
    probes.begin("attack", "audit");
    const told = ["short", "x".repeat(500)].map((text) => {
      const changes = { operation: text, who: text.repeat(4) };
      for (const [, event] of TOOLS) {
        for (let index = 0; index < 1_500; index += 1) log.record(event(changes));
      }
      for (const event of [anEvent, aDenial]) {
        for (let index = 0; index < 4_000; index += 1) log.record(event(changes));
      }
      return { kept: log.kept, bytes: JSON.stringify(log.events()).length };
    });

    expect(told[0]?.kept).toBe(10_000);
    expect(told[1]?.kept).toBeLessThan(10_000);
    expect(Math.max(...told.map(({ bytes }) => bytes))).toBeLessThan(9_000_000);
    expect(log.lastRefused).toBe(31_000);
  });

  it("TRACE-1 tells of a call that passes what was recorded, among those that have more to say", () => {
    const { log, clock } = aLog({ count: 3, bytes: 1_000_000 });
    const why = { rule: "S3-4", reason: "no-allow" } as const;
    const at = clock.now();

    log.record(anEvent({ request: "told", why }));
    log.record(anEvent({ request: "plain", operation: "GetObject", who: "arn:x", ms: 1.25, parent: "p" }));
    log.record({ request: "bare", service: "s3", step: "authorize", verdict: "allow", ms: 0 });
    const first = log.events();
    log.record(anEvent({ request: "after" }));
    log.record(anEvent({ request: "told again", why }));

    expect(first.map(({ request, why: told }) => [request, told?.rule])).toEqual([
      ["told", "S3-4"],
      ["plain", undefined],
      ["bare", undefined],
    ]);
    expect(first[1]).toMatchObject({
      operation: "GetObject",
      who: "arn:x",
      ms: 1.25,
      parent: "p",
      seq: 2,
      at,
    });
    expect(first[2]).toEqual({
      ...{ v: 1, seq: 3, at, request: "bare", service: "s3", step: "authorize", verdict: "allow", ms: 0 },
    });
    expect(log.events().map(({ request, why: told }) => [request, told?.rule])).toEqual([
      ["bare", undefined],
      ["after", undefined],
      ["told again", "S3-4"],
    ]);
    expect(log.newest(2).map(({ request }) => request)).toEqual(["after", "told again"]);
    expect(log.lastDropped).toBe(2);
  });

  it("TRACE-6 a call signed with a function's key is caused by what the function runs; the key is not kept", () => {
    const { log, causes } = aLog();
    causes.set("ASIAFUNCTION", "invocation-1");

    log.record(anEvent({ request: "call", key: "ASIAFUNCTION" }));
    log.record(anEvent({ request: "other", key: "ASIAOTHER" }));
    causes.set("ASIAFUNCTION", undefined);
    log.record(anEvent({ request: "later", key: "ASIAFUNCTION" }));

    expect(log.events().map(({ parent }) => parent)).toEqual(["invocation-1", undefined, undefined]);
    expect(JSON.stringify(log.events())).not.toContain("ASIA");
  });

  it("TRACE-8 what a probe causes is one, two calls deep as well, and not what a command causes", () => {
    const { log, causes, probes } = aLog();
    probes.begin("asked", "audit");
    probes.begin("typed", "command");
    causes.set("ASIAPROBED", "invocation-1", "asked");
    causes.set("ASIATYPED", "invocation-2", "typed");

    log.record(aDenial({ request: "call", key: "ASIAPROBED" }));
    log.record(anEvent({ request: "invocation-1", parent: "asked" }));
    log.record(aDenial({ request: "other", key: "ASIATYPED" }));
    probes.end("asked");
    log.record(aDenial({ request: "late", key: "ASIAPROBED" }));
    causes.set("ASIAPROBED", "invocation-3");
    probes.begin("asked", "audit");
    log.record(aDenial({ request: "next", key: "ASIAPROBED" }));

    expect(log.events().map(({ request, probe }) => [request, probe])).toEqual([
      ["call", "audit"],
      ["invocation-1", "audit"],
      ["other", undefined],
      ["late", undefined],
      ["next", undefined],
    ]);
  });

  it("hands new events to listeners until they leave", () => {
    const { log } = aLog();
    const heard: number[] = [];

    const stop = log.listen(({ seq }) => heard.push(seq));
    log.record(anEvent());
    stop();
    log.record(anEvent());

    expect(heard).toEqual([1]);
  });

  it("hands refusals alone to those who ask for no more", () => {
    const { log } = aLog();
    const heard: number[] = [];

    const stop = log.listenToRefusals(({ seq }) => heard.push(seq));
    log.record(anEvent());
    log.record(aDenial());
    log.record(anEvent({ verdict: "skip" }));
    log.record(aDenial({ verdict: "error" }));
    stop();
    log.record(aDenial());

    expect(heard).toEqual([2, 4]);
  });
});
