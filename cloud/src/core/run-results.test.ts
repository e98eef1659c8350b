import { describe, expect, test } from "vitest";
import { AwsError } from "./errors.ts";
import { createRunResults, lastRun, runCall } from "./run-results.ts";

const RUN = { request: "r1", at: 1_000 };
const A = { targetId: "a", targetArn: "arn:a", outcome: "delivered" } as const;
const B = { targetId: "b", targetArn: "arn:b", outcome: "retried" } as const;

describe("results of a run", () => {
  test("are there once each call was tried", async () => {
    const results = createRunResults();
    const settled = results.settled(RUN, 2);
    results.tell(RUN, A);
    results.tell({ request: "another", at: 1 }, B);
    results.tell(RUN, A);
    results.tell(RUN, B);
    expect(await settled).toEqual({ ...RUN, calls: [A, B] });
  });

  test("of a run without calls are there at once", async () => {
    expect(await createRunResults().settled(RUN, 0)).toEqual({ ...RUN, calls: [] });
  });

  test("end with the cloud, with those that are there", async () => {
    const results = createRunResults();
    const settled = results.settled(RUN, 2);
    results.tell(RUN, A);
    results.close();
    expect(await settled).toEqual({ ...RUN, calls: [A] });
  });
});

test("a call says why it was not delivered", () => {
  const target = { targetId: "a", targetArn: "arn:a" };
  expect(runCall(target, { outcome: "delivered" })).toEqual(A);
  expect(runCall(target, { outcome: "refused", error: new AwsError("Code", "Text") })).toEqual({
    ...target,
    outcome: "refused",
    error: { code: "Code", message: "Text" },
  });
});

describe("the last run", () => {
  const known = { ...RUN, calls: [A, B] };
  test.each([
    ["the first", undefined, RUN, { ...RUN, calls: [A] }],
    ["a later one", known, { request: "r2", at: 2_000 }, { request: "r2", at: 2_000, calls: [A] }],
    ["a call that was tried again", known, RUN, { ...RUN, calls: [B, A] }],
    ["one before it that is late", known, { request: "r0", at: 999 }, undefined],
  ])("%s", (_title, before, run, after) => {
    expect(lastRun(before, run, A)).toEqual(after);
  });
});
