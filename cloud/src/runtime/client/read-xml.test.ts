import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childOf, readXml } from "./read-xml.ts";

describe("readXml", () => {
  test("elements, attributes, empty elements and escaped text", () => {
    const answer = readXml(
      '<?xml version="1.0"?>\n<A xmlns="urn:x"><B><C>1 &lt; 2 &amp;&amp; &#x41;&#66;</C><D/><E></E></B></A>\n',
    );
    expect(childOf(answer, "B", "C")?.text).toBe("1 < 2 && AB");
    expect(childOf(answer, "B")?.children.map(({ name }) => name)).toEqual(["C", "D", "E"]);
    expect([childOf(answer, "B", "X"), childOf(undefined, "B")]).toEqual([undefined, undefined]);
  });

  test("entities that XML does not know stay as they are", () => {
    expect(readXml("<a>&lol; &#x110000; &__proto__;</a>").text).toBe("&lol; &#x110000; &__proto__;");
  });

  test.each([
    "",
    "text",
    "{}",
    "<a>",
    "</a>",
    "<a></b>",
    "<a/><b/>",
    "<a><b></a></b>",
    '<!DOCTYPE a [<!ENTITY lol "x">]><a>&lol;</a>',
    "<a><![CDATA[x]]></a>",
    "<a",
    `${"<a>".repeat(200)}${"</a>".repeat(200)}`,
  ])("%j is refused", (text) => {
    expect(() => readXml(text)).toThrow(SyntaxError);
  });

  test("a megabyte of openings ends soon", () => {
    expect(() => readXml("<a ".repeat(400_000))).toThrow(SyntaxError);
  });

  test("whatever comes, it is read or refused", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("<", ">", "/", "a", "&", ";", "!", "?", " ") }),
        (text) => {
          try {
            return typeof readXml(text).name === "string";
          } catch (error) {
            return error instanceof SyntaxError;
          }
        },
      ),
    );
  });
});
