import { describe, expect, test } from "vitest";
import { type EventOutcome, invocationRecord } from "./event-outcome.ts";

const outcome: EventOutcome = {
  condition: "Success",
  requestId: "r",
  functionArn: "arn:fn:$LATEST",
  payload: '{ "n" : 1.0 }',
  attempts: 1,
  last: { version: "7", functionError: false, payload: Buffer.from("[ 1 ]") },
  lineage: [],
};
const head = {
  version: "1.0",
  timestamp: "1970-01-01T00:00:00.000Z",
  requestContext: {
    requestId: "r",
    functionArn: "arn:fn:$LATEST",
    condition: "Success",
    approximateInvokeCount: 1,
  },
};

describe("The record of an event", () => {
  test("has what was asked and what was answered", () => {
    const record = invocationRecord(outcome, 0);
    const responseContext = { statusCode: 200, executedVersion: "7" };
    expect(JSON.parse(record)).toEqual({
      ...head,
      requestPayload: { n: 1 },
      responseContext,
      responsePayload: [1],
    });
    expect(record).toContain('"requestPayload":{"n":1.0},');
  });

  test("of a function that answered what is no JSON has its text", () => {
    const last = { version: "7", functionError: true, payload: Buffer.from('no "JSON') };
    expect(JSON.parse(invocationRecord({ ...outcome, last }, 0))).toMatchObject({
      responseContext: { functionError: "Unhandled" },
      responsePayload: 'no "JSON',
    });
  });

  test("of an event that never ran has no answer", () => {
    expect(JSON.parse(invocationRecord({ ...outcome, last: undefined }, 0))).toEqual({
      ...head,
      requestPayload: { n: 1 },
    });
  });

  test("LAM-40 is written however deep both are nested", () => {
    const nested = "[".repeat(100_000) + "]".repeat(100_000);
    const last = { version: "7", functionError: false, payload: Buffer.from(nested) };
    const record = invocationRecord({ ...outcome, payload: nested, last }, 0);
    expect(record.endsWith(`"responsePayload":${nested}}`)).toBe(true);
    expect(record).toContain(`"requestPayload":${nested},`);
  });
});
