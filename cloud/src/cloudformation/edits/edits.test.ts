import { describe, expect, test } from "vitest";
import type { ValueMap } from "../template/value.ts";
import { DocumentEdits } from "./document-edits.ts";
import { type KeyStep, keyStepsOf, recordKeySteps } from "./key-steps.ts";
import {
  inheritProvenance,
  isTemplateKey,
  isTemplateString,
  markWritten,
  setFromTemplate,
  setWritten,
  written,
} from "./provenance.ts";

type Change = (edits: DocumentEdits, document: ValueMap) => void;

/** Kinds and names of edits; of placed maps their keys. */
function listOf(edits: DocumentEdits): string[] {
  return edits.list.map((edit) => {
    if (edit.kind === "place") return `place ${edit.maps.map(({ steps }) => namesIn(steps)).join(" and ")}`;
    return "name" in edit ? `${edit.kind} ${edit.name}` : edit.kind;
  });
}

function namesIn(steps: readonly KeyStep[]): string {
  return `{${steps.flatMap((step) => (step.kind === "add" ? step.names : [])).join()}}`;
}

describe("the list of edits", () => {
  test.each<[string, Change, readonly string[]]>([
    ["a value", (edits, document) => edits.set(document, "x", 1), ["set x"]],
    [
      "a map",
      (edits, document) => edits.set(document, "x", { b: 1, a: {} }),
      ["set x", "place {b,a} and {}"],
    ],
    [
      "a list with maps",
      (edits, document) => edits.set(document, "x", [1, { a: 1 }]),
      ["set x", "place {a}"],
    ],
    ["what is written", (edits, document) => edits.setWritten(document, "x", "v"), ["set x"]],
    ["what the template gives", (edits, document) => edits.setFromTemplate(document, "x", "v"), ["set x"]],
    ["an update", (edits, document) => edits.update(document, "x", { a: 1 }), ["update x", "place {a}"]],
    ["a deletion", (edits, document) => edits.delete(document, "paths"), ["delete paths"]],
    ["a new section", (edits, document) => edits.section(document, "x"), ["set x", "place {}"]],
    ["no section that is there", (edits, document) => edits.section(document, "paths"), []],
    [
      "a map once, though it is set twice",
      (edits, document) => {
        const map = { a: 1 };
        edits.set(document, "x", map);
        edits.set(document, "y", map);
      },
      ["set x", "place {a}", "set y"],
    ],
    [
      "a step around its edits",
      (edits, document) => edits.step(() => edits.set(document, "x", 1)),
      ["begin", "set x", "end"],
    ],
    [
      "a name of Object.prototype",
      (edits, document) => edits.set(document, "__proto__", 1),
      ["set __proto__"],
    ],
  ])("has %s", (_what, change, expected) => {
    const document: ValueMap = { openapi: "3.0.1", paths: {} };
    const edits = new DocumentEdits(document);
    change(edits, document);
    expect(listOf(edits)).toEqual(["place {openapi,paths} and {}", ...expected]);
  });

  test("is empty without a document", () => {
    expect(new DocumentEdits(undefined).list).toEqual([]);
  });

  test("keeps the keys that a map had when it came, whatever comes later", () => {
    const document: ValueMap = {};
    const edits = new DocumentEdits(document);
    const map: ValueMap = { a: 1 };
    edits.set(document, "x", map);
    edits.set(map, "b", 2);
    const placed = edits.list.flatMap((edit) => (edit.kind === "place" ? edit.maps : []));
    expect(placed.find((one) => one.map === map)?.steps).toEqual([{ kind: "add", names: ["a"] }]);
  });
});

describe("provenance", () => {
  const keys = (map: ValueMap) => Object.keys(map).filter((name) => isTemplateKey(map, name));
  const strings = (map: ValueMap) => Object.keys(map).filter((name) => isTemplateString(map, name));

  test.each<[string, ValueMap, (map: ValueMap) => void, readonly string[], readonly string[]]>([
    ["of the template is all", { a: "1", b: "2" }, () => undefined, ["a", "b"], ["a", "b"]],
    ["of the transform is nothing", written({ a: "1" }), () => undefined, [], []],
    ["of the transform is what it took over", written({ a: "1", b: "2" }, ["b"]), () => undefined, [], ["b"]],
    ["stays of a key that is written again", { a: "1" }, (map) => setWritten(map, "a", "2"), ["a"], []],
    ["is not of a key that is written", { a: "1" }, (map) => setWritten(map, "b", "2"), ["a"], ["a"]],
    ["is of a string that is taken over", written({}), (map) => setFromTemplate(map, "a", "1"), [], ["a"]],
    [
      "is not of a string that is marked",
      { a: "1", b: "2" },
      (map) => markWritten(map, "a"),
      ["a", "b"],
      ["b"],
    ],
    [
      "follows the last write",
      written({}),
      (map) => {
        setFromTemplate(map, "a", "1");
        setWritten(map, "a", "2");
        setFromTemplate(map, "b", "1");
      },
      [],
      ["b"],
    ],
  ])("%s", (_what, map, change, templateKeys, templateStrings) => {
    change(map);
    expect([keys(map), strings(map)]).toEqual([templateKeys, templateStrings]);
    const copy = inheritProvenance({ ...map }, map);
    expect([keys(copy), strings(copy)]).toEqual([templateKeys, templateStrings]);
  });

  test("a copy has the steps by which the keys of its original came", () => {
    const original: ValueMap = { a: 1 };
    recordKeySteps(original, [{ kind: "update", names: ["a"] }]);
    expect(keyStepsOf(inheritProvenance({ a: 2 }, original))).toEqual([{ kind: "update", names: ["a"] }]);
    expect(keyStepsOf({ a: 1, b: 2 })).toEqual([{ kind: "add", names: ["a", "b"] }]);
  });
});
