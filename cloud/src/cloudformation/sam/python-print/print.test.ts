import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../template/value.ts";
import { DocumentHistory } from "./document-history.ts";
import { KeyTable } from "./key-table.ts";
import { made, madeInOrder, markMade, setGiven, setMade, standsFor } from "./origins.ts";
import { printed, printedCopy, printedNumber, printedText } from "./print.ts";

/** A text, how Python 2 prints one of the template, and how one of the transform's own. */
const TEXTS: readonly (readonly [string, string, string])[] = [
  ["plain", "u'plain'", "'plain'"],
  ["", "u''", "''"],
  ["it's", 'u"it\'s"', '"it\'s"'],
  ['say "no"', "u'say \"no\"'", "'say \"no\"'"],
  ["both ' and \"", "u'both \\' and \"'", "'both \\' and \"'"],
  ["back\\slash", "u'back\\\\slash'", "'back\\\\slash'"],
  ["\\' \"", "u'\\\\\\' \"'", "'\\\\\\' \"'"],
  ["\t\n\r\0\u001f\u007f", "u'\\t\\n\\r\\x00\\x1f\\x7f'", "'\\t\\n\\r\\x00\\x1f\\x7f'"],
  ["é ÿ", "u'\\xe9 \\xff'", "'é ÿ'"],
  ["Ā→漢", "u'\\u0100\\u2192\\u6f22'", "'Ā→漢'"],
  ["😀𝔘", "u'\\U0001f600\\U0001d518'", "'😀𝔘'"],
  ["\ud800x", "u'\\ud800x'", "'\\ud800x'"],
  ["\u200b\u00a0\u2028", "u'\\u200b\\xa0\\u2028'", "'\\u200b\\xa0\\u2028'"],
];

test.each(TEXTS)("the text %j with and without the mark of the template", (text, given, own) => {
  expect([printedText(text, true), printedText(text, false)]).toEqual([given, own]);
});

test.each([
  [0, "0"],
  [-3, "-3"],
  [9_007_199_254_740_991, "9007199254740991"],
  [0.5, "0.5"],
  [-2.25, "-2.25"],
  [123_456.789, "123456.789"],
  [12_345_678_901_234.5, "12345678901234.5"],
  [0.0001, "0.0001"],
  [-0.00001, "-1e-05"],
  [1.5e-5, "1.5e-05"],
  [1e-7, "1e-07"],
  [5e-324, "5e-324"],
])("the number %d", (value, expected) => {
  expect(printedNumber(value)).toBe(expected);
});

describe("a document", () => {
  test("of the template has marks everywhere, values of all kinds and Python's order", () => {
    const document = { get: [true, null, "x", 1.5, []], put: {}, patch: { a: false } };
    const history = new DocumentHistory();
    history.observe(document);
    expect(printed(document, history)).toBe(
      "{u'put': {}, u'patch': {u'a': False}, u'get': [True, None, u'x', 1.5, []]}",
    );
  });

  test("of the transform has marks only where something is the template's", () => {
    const document = made({ own: "a", theirs: "b", list: made(["a", "b"], [1]) }, ["theirs"]);
    setGiven(document, "later", "c");
    setGiven(document, "again", "c");
    setMade(document, "again", "d");
    expect(printed(document, new DocumentHistory())).toBe(
      "{'theirs': u'b', 'again': 'd', 'own': 'a', 'list': ['a', u'b'], 'later': u'c'}",
    );
    expect(printed(madeInOrder({ z: "a", a: "b" }, ["a"]), new DocumentHistory())).toBe(
      "{'z': 'a', 'a': u'b'}",
    );
  });

  test("a key of the template stays so when its value is replaced, a new key does not become so", () => {
    const document = { Version: "1" };
    setMade(document, "Version", "2");
    setMade(document, "Statement", []);
    expect(printed(document, new DocumentHistory())).toBe("{u'Version': '2', 'Statement': []}");
    const copy = standsFor({ ...document, Version: "3" }, document);
    expect(printed(copy, new DocumentHistory())).toBe("{u'Version': '3', 'Statement': []}");
    const list = ["a", "b"];
    markMade(list, "0");
    expect(printed(list, new DocumentHistory())).toBe("['a', u'b']");
  });

  test("goes through the copies that were made of it since a key came", () => {
    const document = { get: 1, put: 2, patch: 3 };
    const history = new DocumentHistory();
    history.observe(document);
    history.copied();
    expect(history.keys(document)).toEqual(["put", "get", "patch"]);
    history.edit(document, () => setMade(document, "post", 4));
    expect(history.keys(document)).toContain("post");
    expect(printedCopy({ get: 1, put: 2, patch: 3 })).toBe("{u'put': 2, u'get': 1, u'patch': 3}");
    expect(printedCopy("text")).toBe("text");
  });

  test("a route is taken over with the settings beside it, those that editors write last behind", () => {
    const paths: ValueMap = {};
    const document: ValueMap = { paths };
    const history = new DocumentHistory();
    history.observe(document);
    const route = { path: "/a", method: "get" };
    const operation = history.editRoute(document, route, () => {
      setMade(document, "securityDefinitions", { Pool: {} });
      setMade(document, "x-amazon-apigateway-policy", {});
      paths["/a"] = { get: { responses: {}, security: [{ get: [], put: [], patch: [] }] } };
      return "done";
    });
    expect(operation).toBe("done");
    const inTurn = ["paths", "x-amazon-apigateway-policy", "securityDefinitions"];
    expect(history.keys(document)).toEqual(KeyTable.of(inTurn).copied().keys());
    expect(printed(paths, history)).toBe(
      "{u'/a': {u'get': {u'security': [{u'put': [], u'get': [], u'patch': []}], u'responses': {}}}}",
    );
  });
});
