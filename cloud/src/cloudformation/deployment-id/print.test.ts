import { describe, expect, test } from "vitest";
import { DocumentEdits } from "../edits/document-edits.ts";
import type { KeyStep } from "../edits/key-steps.ts";
import { inheritProvenance, markWritten, setFromTemplate, setWritten, written } from "../edits/provenance.ts";
import { type DeploymentContent, WRITTEN_ORDER } from "../edits/transform-order.ts";
import type { ValueMap } from "../template/value.ts";
import { deploymentDigest, PYTHON_ORDER } from "./deployment-id.ts";
import { KeyTable } from "./key-table.ts";
import { printed, printedCopy, printedNumber, printedString } from "./print.ts";

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
  expect([printedString(text, true), printedString(text, false)]).toEqual([given, own]);
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

const keysOf = (edits: DocumentEdits) => (map: ValueMap) => PYTHON_ORDER.keysIn(edits, map);

function print(document: ValueMap): string {
  return printed(document, keysOf(new DocumentEdits(document)));
}

describe("a document", () => {
  test("of the template has marks everywhere, values of all kinds and Python's order", () => {
    expect(print({ get: [true, null, "x", 1.5, []], put: {}, patch: { a: false } })).toBe(
      "{u'put': {}, u'patch': {u'a': False}, u'get': [True, None, u'x', 1.5, []]}",
    );
  });

  test("of the transform has marks only where something is the template's", () => {
    const document = written({ own: "a", theirs: "b", list: written(["a", "b"], [1]) }, ["theirs"]);
    setFromTemplate(document, "later", "c");
    setFromTemplate(document, "again", "c");
    setWritten(document, "again", "d");
    expect(print(document)).toBe(
      "{'theirs': u'b', 'again': 'd', 'own': 'a', 'list': ['a', u'b'], 'later': u'c'}",
    );
  });

  test("a key of the template stays so when its value is replaced, a new key does not become so", () => {
    const document = { Version: "1" };
    setWritten(document, "Version", "2");
    setWritten(document, "Statement", []);
    expect(print(document)).toBe("{u'Version': '2', 'Statement': []}");
    const copy = inheritProvenance({ ...document, Version: "3" }, document);
    expect(print(copy)).toBe("{u'Version': '3', 'Statement': []}");
    const list = ["a", "b"];
    markWritten(list, "0");
    expect(printed(list, () => [])).toBe("['a', u'b']");
  });

  test("is printed as Python prints a copy of it", () => {
    expect(printedCopy({ get: 1, put: 2, patch: 3 })).toBe("{u'put': 2, u'get': 1, u'patch': 3}");
    expect(printedCopy("text")).toBe("text");
  });
});

describe("a document that was edited", () => {
  test("goes through the copies before and after every step", () => {
    const document: ValueMap = { get: 1, put: 2, patch: 3 };
    const edits = new DocumentEdits(document);
    expect(PYTHON_ORDER.keysIn(edits, document)).toEqual(["put", "patch", "get"]);
    edits.step(() => edits.setWritten(document, "post", 4));
    const expected = KeyTable.of(["get", "put", "patch"]).copied().with("post").copied();
    expect(PYTHON_ORDER.keysIn(edits, document)).toEqual(expected.keys());
  });

  test("has what a step writes back last behind what it adds otherwise", () => {
    const document: ValueMap = { paths: {} };
    const edits = new DocumentEdits(document);
    edits.step(() => {
      edits.section(document, "securityDefinitions");
      edits.setWritten(document, "x-amazon-apigateway-policy", {});
    });
    const inTurn = ["paths", "x-amazon-apigateway-policy", "securityDefinitions"];
    expect(PYTHON_ORDER.keysIn(edits, document)).toEqual(KeyTable.of(inTurn).copied().keys());
  });

  test("a map takes part from when it is in the document, with the keys it has then", () => {
    const document: ValueMap = { paths: {} };
    const edits = new DocumentEdits(document);
    const operation: ValueMap = {};
    edits.set(operation, "get", 1);
    edits.step(() => undefined);
    edits.step(() => {
      edits.set(operation, "put", 2);
      edits.set(document, "added", [operation]);
      edits.set(operation, "patch", 3);
    });
    expect(PYTHON_ORDER.keysIn(edits, operation)).toEqual(
      KeyTable.of(["get", "put", "patch"]).copied().keys(),
    );
  });

  test("a removed key leaves its slot to the next, an update makes room before it adds", () => {
    const document: ValueMap = { get: 1, put: 2, post: 3, head: 4 };
    const edits = new DocumentEdits(document);
    edits.delete(document, "put");
    edits.set(document, "options", 5);
    expect(PYTHON_ORDER.keysIn(edits, document)).toEqual(["post", "options", "head", "get"]);
    const other: ValueMap = { get: 1, put: 2, post: 3, head: 4, delete: 5 };
    const otherEdits = new DocumentEdits(other);
    otherEdits.update(other, "patch", 6);
    expect(PYTHON_ORDER.keysIn(otherEdits, other)).toEqual(
      KeyTable.of(["get", "put", "post", "head", "delete"]).merge(["patch"]).keys(),
    );
  });
});

describe("the order of keys after", () => {
  test.each<[string, readonly KeyStep[], readonly string[], readonly string[]]>([
    [
      "additions",
      [{ kind: "add", names: ["get", "put", "patch"] }],
      ["put", "patch", "get"],
      ["get", "put", "patch"],
    ],
    [
      "a removal",
      [
        { kind: "add", names: ["get", "put", "post", "head"] },
        { kind: "remove", names: ["put"] },
        { kind: "add", names: ["options"] },
      ],
      ["post", "options", "head", "get"],
      ["get", "post", "head", "options"],
    ],
    [
      "a copy",
      [{ kind: "add", names: ["get", "put", "post", "head", "delete", "patch"] }, { kind: "copy" }],
      ["head", "get", "put", "post", "delete", "patch"],
      ["get", "put", "post", "head", "delete", "patch"],
    ],
    [
      "an update",
      [
        { kind: "add", names: ["get", "put", "post", "head"] },
        { kind: "update", names: ["delete", "patch"] },
      ],
      ["head", "get", "put", "post", "patch", "delete"],
      ["get", "put", "post", "head", "delete", "patch"],
    ],
    [
      "a walk of another map",
      [{ kind: "walk", steps: [{ kind: "add", names: ["get", "put", "patch"] }] }],
      ["put", "get", "patch"],
      ["get", "put", "patch"],
    ],
  ])("%s", (_what, steps, python, plain) => {
    expect(PYTHON_ORDER.keysAfter(steps)).toEqual(python);
    expect(WRITTEN_ORDER.keysAfter(steps)).toEqual(plain);
  });
});

test("the digest changes with the document, the version and the names, and with nothing else", () => {
  const content = (document: ValueMap, rest: Partial<DeploymentContent> = {}) => ({
    document,
    edits: new DocumentEdits(document),
    openApiVersion: undefined,
    domain: undefined,
    functionNames: [],
    ...rest,
  });
  const digests = [
    deploymentDigest(content({ paths: {} })),
    deploymentDigest(content({ paths: { "/": {} } })),
    deploymentDigest(content({ paths: {} }, { openApiVersion: "3.0.1" })),
    deploymentDigest(content({ paths: {} }, { domain: { DomainName: "a" } })),
    deploymentDigest(content({ paths: {} }, { domain: { DomainName: "b" } })),
    deploymentDigest(content({ paths: {} }, { functionNames: ["a"] })),
    deploymentDigest(content({ paths: {} }, { functionNames: ["a", "a"] })),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(deploymentDigest(content({ paths: {} }))).toBe(digests[0]);
  // echo -n "{u'paths': {}}" | sha1sum
  expect(digests[0]).toBe("0a9c47993d9811f347a400402add420a53335d5b");
});
