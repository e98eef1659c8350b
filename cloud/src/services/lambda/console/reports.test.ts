import { describe, expect, test } from "vitest";
import { durationsOf, logLines } from "./reports.ts";

const ID = "34dcec36-a281-4a74-91bf-ef8661da1155";
const report = (duration: string, rest = "") =>
  `REPORT RequestId: ${ID}\tDuration: ${duration} ms\tBilled Duration: 74 ms\tMemory Size: 256 MB\tMax Memory Used: 44 MB\t${rest}`;
const json = (type: string, record: object) => JSON.stringify({ time: "2026-01-01T00:00:00Z", type, record });

describe("lines of a log", () => {
  test("what the platform says, as text", () => {
    expect(
      logLines([
        `START RequestId: ${ID} Version: $LATEST`,
        `END RequestId: ${ID}`,
        report("73.43", "Init Duration: 105.82 ms\t"),
        report("2.00", "Status: timeout"),
        report("3.00", "Status: error\tError Type: Runtime.ExitError"),
      ]),
    ).toEqual([
      { kind: "start", requestId: ID },
      {
        kind: "report",
        report: {
          requestId: ID,
          durationMs: 73.43,
          initMs: 105.82,
          memoryMb: 44,
          memoryLimitMb: 256,
          status: "success",
        },
      },
      {
        kind: "report",
        report: {
          requestId: ID,
          durationMs: 2,
          initMs: undefined,
          memoryMb: 44,
          memoryLimitMb: 256,
          status: "timeout",
        },
      },
      {
        kind: "report",
        report: {
          requestId: ID,
          durationMs: 3,
          initMs: undefined,
          memoryMb: 44,
          memoryLimitMb: 256,
          status: "error",
        },
      },
    ]);
  });

  test("what the platform says, as JSON", () => {
    const metrics = { durationMs: 4.2, maxMemoryUsedMB: 40, memorySizeMB: 128, initDurationMs: 66.7 };
    expect(
      logLines([
        json("platform.initStart", {}),
        json("platform.start", { requestId: ID }),
        json("platform.report", { requestId: ID, metrics, status: "success" }),
        JSON.stringify({
          timestamp: "2026-01-01T00:00:00Z",
          level: "ERROR",
          requestId: ID,
          message: { a: 1 },
        }),
        '{"of":"its own"}',
        "{broken",
      ]),
    ).toEqual([
      { kind: "start", requestId: ID },
      {
        kind: "report",
        report: {
          requestId: ID,
          durationMs: 4.2,
          initMs: 66.7,
          memoryMb: 40,
          memoryLimitMb: 128,
          status: "success",
        },
      },
      { kind: "text", time: "2026-01-01T00:00:00Z", requestId: ID, isError: true, text: '{"a":1}' },
      { kind: "text", time: undefined, requestId: undefined, isError: false, text: '{"of":"its own"}' },
      { kind: "text", time: undefined, requestId: undefined, isError: false, text: "{broken" },
    ]);
  });

  test("what the function says", () => {
    expect(
      logLines([`2026-01-01T00:00:00.000Z\t${ID}\tERROR\tno\tway`, "  at <b>x</b>", "REPORT of its own", ""]),
    ).toEqual([
      { kind: "text", time: "2026-01-01T00:00:00.000Z", requestId: ID, isError: true, text: "no\tway" },
      { kind: "text", time: undefined, requestId: undefined, isError: false, text: "  at <b>x</b>" },
      { kind: "text", time: undefined, requestId: undefined, isError: false, text: "REPORT of its own" },
    ]);
  });
});

describe("durations", () => {
  test("cold and warm apart, failures counted", () => {
    const lines = logLines([
      report("73.43", "Init Duration: 105.82 ms\t"),
      report("1.00"),
      report("9.00"),
      report("2.00", "Status: error\tError Type: x"),
    ]);
    expect(durationsOf(lines)).toEqual({
      count: 4,
      failed: 1,
      cold: { count: 1, initMs: 105.82, durationMs: 73.43 },
      warm: { count: 3, medianMs: 2, slowestMs: 9 },
      memoryMb: 44,
      memoryLimitMb: 256,
    });
  });

  test("nothing before the first run", () => {
    expect(durationsOf(logLines(["text"]))).toBeUndefined();
    expect(durationsOf(logLines([report("1.00")]))?.cold).toBeUndefined();
  });
});
