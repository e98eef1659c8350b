import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGateState } from "./gate-state.ts";

const REPORTED = Date.parse("2026-09-03T08:05:09.123Z");

function reply(status: number, body: unknown) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: {}, body: Buffer.from(text) };
}

function retained(payload: string, lastModifiedTime: unknown = REPORTED) {
  return reply(200, {
    topic: "gateState",
    payload: Buffer.from(payload).toString("base64"),
    qos: 1,
    lastModifiedTime,
  });
}

describe("DOOR-8 readGateState", () => {
  test.each(["opening", "open", "closing", "closed"])("%s is passed on with its time", (state) => {
    expect(readGateState(retained(JSON.stringify({ state, position: 100 })))).toEqual({
      kind: "report",
      report: { state, reportedAt: "2026-09-03T08:05:09.123Z" },
    });
  });

  test("a gate that never reported is unknown", () => {
    const missing = {
      ...reply(404, { message: "The specified resource does not exist" }),
      headers: { "x-amzn-errortype": "ResourceNotFoundException" },
    };
    expect(readGateState(missing)).toEqual({
      kind: "report",
      report: { state: "unknown", reportedAt: null },
    });
  });

  test.each([
    "",
    "open",
    '"open"',
    "null",
    "[]",
    '["open"]',
    "{",
    "{}",
    '{"state":"ajar"}',
    '{"state":"Open"}',
    '{"state":["open"]}',
    '{"state":null}',
    '{"__proto__":{"state":"open"}}',
  ])("a payload of another shape (%j) is unknown, and the reason is kept", (payload) => {
    expect(readGateState(retained(payload))).toEqual({
      kind: "unreadable",
      report: { state: "unknown", reportedAt: "2026-09-03T08:05:09.123Z" },
      reason: payload,
    });
  });

  test("a huge payload is kept short in the log", () => {
    const reading = readGateState(retained("x".repeat(131_072)));
    expect(reading).toMatchObject({ kind: "unreadable", reason: "x".repeat(200) });
  });

  test.each([null, "yesterday", -1, 1e300])("a time that is none (%j) is left out", (time) => {
    expect(readGateState(retained('{"state":"open"}', time))).toEqual({
      kind: "report",
      report: { state: "open", reportedAt: null },
    });
  });

  test.each([
    [403, "ForbiddenException"],
    [404, "UnknownOperationException"],
    [429, "ThrottlingException"],
    [500, "InternalFailureException"],
  ])("%i %s is a failure, not an unknown gate", (status, code) => {
    const failed = { ...reply(status, { message: "why" }), headers: { "x-amzn-errortype": code } };
    expect(readGateState(failed)).toEqual({ kind: "failed", error: { code, message: "why" } });
  });

  test("whatever the gate says, only its four states and unknown come out", () => {
    const allowed = ["opening", "open", "closing", "closed", "unknown"];
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (payload) => {
        const reading = readGateState(retained(payload));
        return reading.kind !== "failed" && allowed.includes(reading.report.state);
      }),
    );
  });
});
