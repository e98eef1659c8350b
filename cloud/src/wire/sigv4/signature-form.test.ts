import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoBasic, parseCredential, parseIsoBasic, requestDate } from "./signature-form.ts";

describe("dates", () => {
  test("SIG-5 parseIsoBasic reads what isoBasic writes", () => {
    const seconds = fc.integer({ min: 0, max: 4_102_444_799 });
    fc.assert(fc.property(seconds, (second) => parseIsoBasic(isoBasic(second * 1000)) === second * 1000));
  });

  test.each([
    "",
    "20260903",
    "20260903T080509",
    "20260230T000000Z",
    "20261301T000000Z",
    "20260001T000000Z",
    "20260900T000000Z",
    "20260903T240000Z",
    "20260903T006000Z",
    "20260903T000060Z",
    "2026-09-03T08:05:09Z",
    "20260903T080509Z\n",
  ])("SIG-5 %j is no date", (text) => {
    expect(parseIsoBasic(text)).toBeUndefined();
  });

  test("SIG-5 Date stands in for X-Amz-Date, in either form", () => {
    const time = Date.parse("2026-09-03T08:05:09Z");
    expect(requestDate({ date: "Thu, 03 Sep 2026 08:05:09 GMT" })).toEqual({
      date: "20260903T080509Z",
      time,
    });
    expect(requestDate({ date: "20260903T080509Z" })).toEqual({ date: "20260903T080509Z", time });
    expect(requestDate({ "x-amz-date": "soon", date: "20260903T080509Z" })).toBeUndefined();
    expect(requestDate({ date: "soon" })).toBeUndefined();
    expect(requestDate({})).toBeUndefined();
  });
});

test("SIG-1 a credential has exactly five parts", () => {
  expect(parseCredential("k/20260903/eu-west-1/s3/aws4_request")).toEqual({
    accessKeyId: "k",
    scope: { date: "20260903", region: "eu-west-1", service: "s3" },
    terminator: "aws4_request",
  });
  for (const text of ["", "k/1/2/3", "k/1/2/3/4/5", "/1/2/3/4"])
    expect(parseCredential(text)).toBeUndefined();
});
