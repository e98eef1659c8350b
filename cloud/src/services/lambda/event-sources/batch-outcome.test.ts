import { describe, expect, test } from "vitest";
import { batchOutcome } from "./batch-outcome.ts";

const outcome = (text: string, reports = true) =>
  batchOutcome({ functionError: false, payload: Buffer.from(text) }, reports);

describe("LAM-28 what a function says of its batch", () => {
  test.each(["", "null", "{}", "[]", '{"batchItemFailures":[]}', '{"batchItemFailures":null}', '{"else":1}'])(
    "LAM-28 %s is a success",
    (text) => {
      expect(outcome(text)).toEqual({ kind: "done" });
    },
  );

  test.each([
    "x",
    '"text"',
    "7",
    '["a"]',
    '{"batchItemFailures":"a"}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{}]}',
    '{"batchItemFailures":[{"itemId":"a"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"a","more":1}]}',
    '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":""}]}',
  ])("LAM-28 %s is the failure of all", (text) => {
    expect(outcome(text)).toEqual({ kind: "failed" });
  });

  test("LAM-28 it names those that failed, where the mapping asks for it", () => {
    const text = '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]}';
    expect(outcome(text)).toEqual({ kind: "some-failed", identifiers: ["a", "b"] });
    expect(outcome(text, false)).toEqual({ kind: "done" });
    expect(batchOutcome({ functionError: true, payload: Buffer.from("{}") }, true)).toEqual({
      kind: "failed",
    });
  });
});
