import { describe, expect, test } from "vitest";
import { assertWriteAllowed, isNotModified } from "./conditions.ts";

const version = { etag: "abc", lastModified: Date.parse("2026-09-03T08:05:09.400Z") };
const BEFORE = "Thu, 03 Sep 2026 08:05:08 GMT";
const SAME = "Thu, 03 Sep 2026 08:05:09 GMT";
const none = { match: undefined, noneMatch: undefined, modifiedSince: undefined, unmodifiedSince: undefined };

describe("conditional reads", () => {
  test.each([
    [{}, false],
    [{ match: '"abc"' }, false],
    [{ match: "abc" }, false],
    [{ match: '"abc' }, false],
    [{ match: 'abc"' }, false],
    [{ match: '"ab' }, "If-Match"],
    [{ match: "*" }, false],
    [{ match: '"x", W/"abc"' }, false],
    [{ match: '"x"' }, "If-Match"],
    [{ noneMatch: '"abc"' }, true],
    [{ noneMatch: "*" }, true],
    [{ noneMatch: '"x"' }, false],
    [{ modifiedSince: SAME }, true],
    [{ modifiedSince: BEFORE }, false],
    [{ modifiedSince: "yesterday" }, false],
    [{ unmodifiedSince: SAME }, false],
    [{ unmodifiedSince: BEFORE }, "If-Unmodified-Since"],
    [{ unmodifiedSince: "yesterday" }, false],
    // If-Match wins over If-Unmodified-Since, If-None-Match over If-Modified-Since.
    [{ match: '"abc"', unmodifiedSince: BEFORE }, false],
    [{ noneMatch: '"x"', modifiedSince: SAME }, false],
    [{ match: '"x"', noneMatch: '"abc"' }, "If-Match"],
  ])("%j is %s", (conditions, expected) => {
    const read = () => isNotModified({ ...none, ...conditions }, version);

    if (typeof expected === "boolean") expect(read()).toBe(expected);
    else expect(read).toThrow(expect.objectContaining({ status: 412, members: { Condition: expected } }));
  });
});

describe("conditional writes", () => {
  test.each([
    [{}, true, "ok"],
    [{ noneMatch: "*" }, false, "ok"],
    [{ noneMatch: "*" }, true, "PreconditionFailed"],
    [{ noneMatch: '"abc"' }, true, "NotImplemented"],
    [{ match: '"abc"' }, true, "ok"],
    [{ match: '"abc' }, true, "ok"],
    [{ match: '"x"' }, true, "PreconditionFailed"],
    [{ match: '"abc"' }, false, "NoSuchKey"],
    [{ match: "*" }, true, "NotImplemented"],
    [{ match: '"abc"', noneMatch: "*" }, true, "NotImplemented"],
  ])("%j over an object (%s) is %s", (conditions, there, expected) => {
    const write = () => assertWriteAllowed({ ...none, ...conditions }, "k", there ? version : undefined);

    if (expected === "ok") expect(write).not.toThrow();
    else expect(write).toThrow(expect.objectContaining({ code: expected }));
  });
});
