import { expect, test } from "vitest";
import { byFamily } from "../../services/lambda/interpreters/index.ts";
import type { InterpreterChoice } from "../../services/lambda/interpreters/interpreter.ts";
import { runtimeProblem, runtimeWarnings } from "./runtime-warnings.ts";

const EXACT: InterpreterChoice = { interpreter: { path: "/p", version: "3.12" }, warning: undefined };
const NEWER: InterpreterChoice = {
  interpreter: { path: "/p", version: "3.13" },
  warning: "runs on a newer one",
};
const NONE: InterpreterChoice = { missing: "install it" };

const finderOf = (choice: InterpreterChoice) =>
  byFamily({ python: () => choice, java: () => choice, ruby: () => choice });

test.each<[string, InterpreterChoice, boolean, string[]]>([
  ["python3.12", EXACT, false, []],
  ["python3.12", NEWER, false, ["runs on a newer one"]],
  ["python3.12", NONE, false, []],
  ["nodejs22.x", NEWER, false, []],
  [
    "nodejs18.x",
    NEWER,
    false,
    ["nodejs18.x is retired, and refused as on AWS; --allow-retired-runtimes runs it here"],
  ],
  [
    "python3.8",
    NEWER,
    true,
    ["python3.8 is retired: AWS neither creates nor updates functions with it", "runs on a newer one"],
  ],
  ["python2.7", NEWER, true, []],
  ["java17", EXACT, false, []],
  ["java17", NEWER, false, ["runs on a newer one"]],
  ["ruby3.4", EXACT, false, []],
  ["ruby3.4", NEWER, false, ["runs on a newer one"]],
  [
    "ruby2.7",
    NEWER,
    true,
    ["ruby2.7 is retired: AWS neither creates nor updates functions with it", "runs on a newer one"],
  ],
  ["java8", EXACT, false, ["java8 is retired, and refused as on AWS; --allow-retired-runtimes runs it here"]],
  ["", NEWER, false, []],
])("%s with %j, retired ones allowed: %s", (runtime, choice, allowsRetired, expected) => {
  expect(runtimeWarnings(runtime, { findInterpreter: finderOf(choice), allowsRetired })).toEqual(expected);
});

test.each<[string, InterpreterChoice, string | undefined]>([
  ["python3.12", EXACT, undefined],
  ["python3.12", NEWER, undefined],
  ["python3.12", NONE, "the runtime python3.12: install it"],
  ["nodejs22.x", NONE, undefined],
  ["provided.al2023", NONE, undefined],
  ["java17", NEWER, undefined],
  ["java17", NONE, "the runtime java17: install it"],
  ["ruby3.4", EXACT, undefined],
  ["ruby3.4", NONE, "the runtime ruby3.4: install it"],
  ["dotnet8", EXACT, "the runtime dotnet8"],
  // AWS refuses these itself, in its own words.
  ["python2.7", NONE, undefined],
  ["go1.x", NONE, undefined],
  ["cobol", NONE, undefined],
])("%s with %j: %s", (runtime, choice, expected) => {
  expect(runtimeProblem(runtime, finderOf(choice))).toBe(expected);
});
