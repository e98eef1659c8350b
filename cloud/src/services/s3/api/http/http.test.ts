import { describe, expect, test } from "vitest";
import { parseTagging } from "../documents/tagging.ts";
import { parseRange } from "../operations/read-object.ts";
import { integerParameter, isS3Host, parseAddress, parseQuery } from "./address.ts";
import { parseCopySource } from "./copy-source-header.ts";
import { assertOnly, childText, parseXml } from "./xml-reader.ts";

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "taken";
};

describe("addresses", () => {
  test.each([
    ["s3.localhost", "/", undefined, undefined],
    ["localhost:4566", "/b", "b", undefined],
    ["localhost:4566", "/b/", "b", undefined],
    ["127.0.0.1", "/b/k/l", "b", "k/l"],
    ["127.0.0.1", "/b//k", "b", "/k"],
    ["127.0.0.1", "/b/a%20b%2Fc+d", "b", "a b/c+d"],
    ["b.s3.localhost:4566", "/", "b", undefined],
    ["b.c.s3.eu-west-1.amazonaws.com", "/k", "b.c", "k"],
    ["s3.dualstack.eu-west-1.amazonaws.com", "/b/k", "b", "k"],
    ["b.localhost", "/k/%C3%BC", "b", "k/ü"],
    ["B.LOCALHOST", "/k", "b", "k"],
    ["x.execute-api.localhost", "/b/k", "b", "k"],
  ])("%s %s is bucket %s, key %s", (host, path, bucket, key) => {
    expect(parseAddress(host, path)).toEqual({ bucket, key });
  });

  test.each(["/b/%ff", "/%", "/b/%E0%A4%A"])("%s is InvalidURI", (path) => {
    expect(refusal(() => parseAddress("localhost", path))).toBe("InvalidURI");
  });

  test.each([
    ["s3.localhost:4566", true],
    ["b.s3.eu-west-1.amazonaws.com", true],
    ["b.localhost", true],
    ["a.b.localhost", false],
    ["there.is.localhost", true],
    ["x.execute-api.localhost", false],
    ["x.auth.localhost", false],
    ["localhost", false],
    ["example.com", false],
  ])("%s means S3: %s", (host, expected) => {
    expect(isS3Host(host, (name) => name === "there.is")).toBe(expected);
  });
});

describe("queries", () => {
  test("the first of repeated parameters counts; + is a space", () => {
    const query = parseQuery("a=1&a=2&b&c=x+y%2B&&=z");

    expect([...query]).toEqual([
      ["a", "1"],
      ["b", ""],
      ["c", "x y+"],
      ["", "z"],
    ]);
    expect(refusal(() => parseQuery("a=%ff"))).toBe("InvalidURI");
  });

  test.each([
    ["", undefined],
    ["n=", undefined],
    ["n=0", 0],
    ["n=5", 5],
    ["n=6", "InvalidArgument"],
    ["n=-1", "InvalidArgument"],
    ["n=1.5", "InvalidArgument"],
    ["n=x", "InvalidArgument"],
    ["n=99999999999", "InvalidArgument"],
  ])("%s as a number from 0 to 5 is %s", (text, expected) => {
    const read = () => integerParameter(parseQuery(text), "n", { minimum: 0, maximum: 5 });

    if (typeof expected === "string") expect(refusal(read)).toBe(expected);
    else expect(read()).toBe(expected);
  });
});

describe("ranges of 10 bytes", () => {
  test.each([
    [undefined, undefined],
    ["bytes=0-", [0, 9]],
    ["bytes=0-0", [0, 0]],
    ["bytes=3-5", [3, 5]],
    ["bytes=5-100", [5, 9]],
    ["bytes=-3", [7, 9]],
    ["bytes=-100", [0, 9]],
    ["bytes=5-3", undefined],
    ["bytes=-", undefined],
    ["bytes=0-1,3-4", undefined],
    ["items=0-1", undefined],
    ["bytes=10-", "InvalidRange"],
    ["bytes=-0", "InvalidRange"],
  ])("%s", (header, expected) => {
    if (typeof expected === "string") expect(refusal(() => parseRange(header, 10))).toBe(expected);
    else
      expect(parseRange(header, 10)).toEqual(
        expected === undefined ? undefined : { start: expected[0], end: expected[1] },
      );
  });
});

describe("x-amz-copy-source", () => {
  const version = "v".repeat(32);
  test.each([
    ["b/k", "b", "k", undefined],
    ["/b/k/l", "b", "k/l", undefined],
    ["b%2Fk%2Fl", "b", "k/l", undefined],
    ["%2Fb%2Fk", "b", "k", undefined],
    ["/b/a+b%2B%3F", "b", "a b+?", undefined],
    [`b/k?versionId=${version}`, "b", "k", version],
    ["b/k?versionId=null", "b", "k", "null"],
  ])("%s", (header, bucketName, key, versionId) => {
    expect(parseCopySource(header)).toEqual({ bucketName, key, versionId });
  });

  test.each(["", "b", "/b", "b/", "b/k?x=1", "b/%ff", "b/k?versionId=short"])("%j is refused", (header) => {
    expect(refusal(() => parseCopySource(header))).toBe("InvalidArgument");
  });
});

describe("request documents", () => {
  test("elements, entities, comments, CDATA, namespaces and self-closing elements are read", () => {
    const root = parseXml(
      '\uFEFF<?xml version="1.0"?>\n<!-- c --><n:R xmlns:n="x"><A>a&amp;&lt;&#65;&#x42;</A><B/><C><![CDATA[<raw>&]]></C></n:R>',
      "R",
    );

    expect([childText(root, "A"), childText(root, "B"), childText(root, "C"), childText(root, "D")]).toEqual([
      "a&<AB",
      "",
      "<raw>&",
      undefined,
    ]);
    expect(refusal(() => assertOnly(root, ["A", "B"]))).toBe("MalformedXML");
    expect(refusal(() => assertOnly(root, ["A", "B", "C"]))).toBe("taken");
  });

  test.each([
    "",
    "text",
    "<R>",
    "</R>",
    "<R></S>",
    "<R/><R/>",
    "<S/>",
    "<R>&nope;</R>",
    "<R>& </R>",
    "<R>&#0;</R>",
    "<R>&#x110000;</R>",
    "<R>&#x1;</R>",
    "<R>&#xB;</R>",
    "<R>&#xD800;</R>",
    "<R>&#xFFFE;</R>",
    "<R>\u0000</R>",
    "<R>a\u0010b</R>",
    "<R>\u001f</R>",
    "<R>\uffff</R>",
    "<R><![CDATA[\u0000]]></R>",
    "<R><!-- \u0000 --></R>",
    "<R a='\u0000'/>",
    "<!DOCTYPE R><R/>",
    "<?php ?><R/>",
    "<R a=b/>",
    "<R/>tail",
    `${"<R>".repeat(40)}${"</R>".repeat(40)}`,
  ])("%j is MalformedXML", (document) => {
    expect(refusal(() => parseXml(document, "R"))).toBe("MalformedXML");
  });

  test("a child that stands twice where one is meant is MalformedXML", () => {
    expect(refusal(() => childText(parseXml("<R><A/><A/></R>", "R"), "A"))).toBe("MalformedXML");
  });
});

describe("tags", () => {
  const document = (tags: readonly (readonly [string, string])[]): string =>
    `<Tagging><TagSet>${tags.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join("")}</TagSet></Tagging>`;
  const many = (count: number) => document(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));

  test.each([
    [document([["a", "b c"]]), "taken"],
    [document([["ä.:/=+-@_", ""]]), "taken"],
    [document([["__proto__", "x"]]), "taken"],
    [many(10), "taken"],
    [many(11), "BadRequest"],
    [document([["", "x"]]), "InvalidTag"],
    [document([["k".repeat(129), "x"]]), "InvalidTag"],
    [document([["k", "v".repeat(257)]]), "InvalidTag"],
    [document([["k*", "v"]]), "InvalidTag"],
    [document([["k", "v?"]]), "InvalidTag"],
    [document([["aws:x", "v"]]), "InvalidTag"],
    [
      document([
        ["a", "1"],
        ["a", "2"],
      ]),
      "InvalidTag",
    ],
    ["<Tagging/>", "MalformedXML"],
    ["<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>", "MalformedXML"],
    ["<Tagging><TagSet><Pair/></TagSet></Tagging>", "MalformedXML"],
  ])("%s is %s for an object", (text, expected) => {
    expect(refusal(() => parseTagging(text, "object"))).toBe(expected);
  });

  test("a bucket may have 50 tags", () => {
    expect(refusal(() => parseTagging(many(50), "bucket"))).toBe("taken");
    expect(refusal(() => parseTagging(many(51), "bucket"))).toBe("BadRequest");
  });
});
