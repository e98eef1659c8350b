import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGateConnection } from "./gate-connection.ts";
import type { GateReport } from "./gate-state.ts";

const LOST = Date.parse("2026-09-03T08:05:09.000Z");
const reportAt = (time: number | undefined): GateReport => ({
  state: time === undefined ? "unknown" : "open",
  reportedAt: time === undefined ? null : new Date(time).toISOString(),
});
const BEFORE = reportAt(LOST - 60_000);

function reply(status: number, body: unknown, code = "") {
  return {
    status,
    headers: { "x-amzn-errortype": code },
    body: Buffer.from(JSON.stringify(body)),
  };
}
const retained = (payload: string, lastModifiedTime: unknown = LOST) =>
  reply(200, {
    topic: "gateConnection",
    payload: Buffer.from(payload).toString("base64"),
    lastModifiedTime,
  });
const read = (payload: string, report: GateReport = BEFORE) => {
  const reading = readGateConnection(retained(payload), report);
  return reading.kind === "connection" ? reading.connection : reading;
};

describe("DOOR-20 readGateConnection", () => {
  test.each([
    ["true", "online"],
    ["false", "offline"],
  ])("connected %s is %s, since it was said", (connected, connection) => {
    expect(read(`{"connected":${connected}}`)).toEqual({
      connection,
      connectionSince: "2026-09-03T08:05:09.000Z",
    });
  });

  test("a report that is newer than the will is of a gate that is back; one of the same moment is not", () => {
    expect(read('{"connected":false}', reportAt(LOST + 1))).toEqual({
      connection: "online",
      connectionSince: "2026-09-03T08:05:09.001Z",
    });
    expect(read('{"connected":false}', reportAt(LOST))).toMatchObject({ connection: "offline" });
    expect(read('{"connected":false}', reportAt(undefined))).toMatchObject({ connection: "offline" });
  });

  test("a gate without a will is unknown, neither online nor offline", () => {
    const none = reply(404, { message: "no such message" }, "ResourceNotFoundException");
    expect(readGateConnection(none, BEFORE)).toEqual({
      kind: "connection",
      connection: { connection: "unknown", connectionSince: null },
    });
  });

  test.each([
    [403, "ForbiddenException"],
    [404, "UnknownOperationException"],
    [500, "InternalFailureException"],
  ])("%i %s is a failure, not a gate that is there", (status, code) => {
    expect(readGateConnection(reply(status, { message: "why" }, code), BEFORE)).toEqual({
      kind: "failed",
      error: { code, message: "why" },
    });
  });

  test("whatever is said, only true and false count", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (payload) => {
        return JSON.stringify(read(payload)) === '{"connection":"unknown","connectionSince":null}';
      }),
    );
  });
});
