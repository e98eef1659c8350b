import { expect, test } from "vitest";
import { topologicalOrder } from "./graph.ts";

const order = (dependencies: Readonly<Record<string, readonly string[]>>) =>
  topologicalOrder(new Map(Object.entries(dependencies)));

test.each<[string, Readonly<Record<string, readonly string[]>>, readonly string[]]>([
  ["nothing", {}, []],
  ["what needs nothing, as it is written", { B: [], A: [] }, ["B", "A"]],
  ["a chain", { C: ["B"], B: ["A"], A: [] }, ["A", "B", "C"]],
  ["a diamond", { D: ["B", "C"], C: ["A"], B: ["A"], A: [] }, ["A", "C", "B", "D"]],
  ["what becomes free early before what is written late", { Z: ["A"], A: [], B: [] }, ["A", "Z", "B"]],
  ["what is needed twice", { B: ["A", "A"], A: [] }, ["A", "B"]],
  ["without what does not exist", { A: ["Missing"] }, ["A"]],
  ["names of Object.prototype", { constructor: ["toString"], toString: [] }, ["toString", "constructor"]],
])("orders %s", (_what, dependencies, expected) => {
  expect(order(dependencies)).toEqual(expected);
});

test.each<[string, Readonly<Record<string, readonly string[]>>, string]>([
  ["itself", { A: ["A"] }, "A"],
  ["each other", { A: ["B"], B: ["A"] }, "A, B"],
  ["one another in a ring", { A: ["B"], B: ["C"], C: ["A"] }, "A, B, C"],
  ["each other, and what hangs on them", { A: ["B"], B: ["A"], C: ["A"], D: ["C"] }, "A, B"],
  ["each other, and what they need", { A: ["B", "X"], B: ["A"], X: [] }, "A, B"],
  ["each other twice", { A: ["B"], B: ["A"], C: ["D"], D: ["C"] }, "A, B, C, D"],
])("refuses what needs %s", (_what, dependencies, names) => {
  expect(() => order(dependencies)).toThrow(`Circular dependency between resources: [${names}]`);
});
