import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRequestPath } from "./request-path.ts";

describe("APP-2 parseRequestPath", () => {
  test.each([
    ["/", ""],
    ["/assets/entry.js", "assets/entry.js"],
    ["/caf%C3%A9%20menu", "café menu"],
    ["/a..b/...c", "a..b/...c"],
    ["/%252e%252e", "%2e%2e"],
    [`/${"x".repeat(2_047)}`, "x".repeat(2_047)],
  ])("%j is a path", (raw, name) => {
    expect(parseRequestPath(raw)).toEqual({ kind: "path", name });
  });

  test.each([
    ["", 400],
    ["*", 400],
    ["http://localhost/x", 400],
    ["/..", 400],
    ["/../etc/passwd", 400],
    ["/a/./b", 400],
    ["/%2e%2e/%2e%2e/etc/passwd", 400],
    ["/.%2e/x", 400],
    ["/a%2fb", 400],
    ["/a%5C..%5Cb", 400],
    ["/a\\b", 400],
    ["/a%00.js", 400],
    ["/a%0d%0aX: y", 400],
    ["/%ff", 400],
    ["/%", 400],
    ["/%zz", 400],
    [`/${"x".repeat(2_048)}`, 414],
    [`/${"%2e%2e/".repeat(400)}`, 414],
  ])("%j is refused", (raw, status) => {
    expect(parseRequestPath(raw)).toMatchObject({ kind: "refused", status });
  });

  test("whatever comes, no name steps upwards or holds control characters", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.string().map(encodeURI)), (raw) => {
        const path = parseRequestPath(`/${raw}`);
        return path.kind === "refused" || !/(?:^|\/)\.\.?(?:\/|$)|[\p{Cc}\\]/u.test(path.name);
      }),
    );
  });
});
