import { describe, expect, test } from "vitest";
import type { AccessMatrix, Cell } from "../matrix.ts";
import { compare, parseMatrix } from "./diff.ts";
import { exitCodeOf } from "./exit-code.ts";

const cell = (verdict: Cell["verdict"], ...conditions: string[]): Cell => ({
  verdict,
  reason: "why",
  sentence: "",
  ...(conditions.length === 0 ? {} : { conditions }),
});

function matrix(rows: Readonly<Record<string, Readonly<Record<string, Cell>>>>): AccessMatrix {
  return {
    format: 1,
    columns: [],
    sections: [
      {
        key: "s",
        title: "",
        about: "",
        rows: Object.entries(rows).map(([key, cells]) => ({ key, title: key, summary: "", cells })),
      },
    ],
    notes: [],
    notShown: [],
  };
}

const one = (value: Cell) => matrix({ "GET /a": { anonymous: value } });

describe("compare", () => {
  test.each([
    ["the same", one(cell("no")), one(cell("no")), []],
    ["no → yes", one(cell("no")), one(cell("yes")), ["wider"]],
    ["no → only if", one(cell("no")), one(cell("only-if", "x")), ["wider"]],
    ["only if → yes", one(cell("only-if", "x")), one(cell("yes")), ["wider"]],
    ["yes → no", one(cell("yes")), one(cell("no")), ["narrower"]],
    ["yes → only if", one(cell("yes")), one(cell("only-if", "x")), ["narrower"]],
    ["the same condition", one(cell("only-if", "x")), one(cell("only-if", "x")), []],
    ["another condition", one(cell("only-if", "x")), one(cell("only-if", "y")), ["wider"]],
    ["a new row that is closed", matrix({}), one(cell("no")), []],
    ["a new row that is open", matrix({}), one(cell("yes")), ["wider"]],
    ["a row that is gone", one(cell("yes")), matrix({}), ["narrower"]],
    ["a new column that may", matrix({ "GET /a": {} }), one(cell("yes")), ["wider"]],
  ])("%s", (_title, before, after, kinds) => {
    const changes = compare(before, after);

    expect(changes.map(({ kind }) => kind)).toEqual(kinds);
    expect(exitCodeOf(after, changes)).toBe(kinds.includes("wider") ? 1 : 0);
  });

  test("another reason or sentence for the same answer is no change", () => {
    expect(compare(one(cell("no")), one({ ...cell("no"), reason: "other", sentence: "other" }))).toEqual([]);
  });
});

describe("exit codes", () => {
  const proof = { called: 1, simulated: 0, computed: 0, disagreements: [], left: [] };
  const disagreement = {
    row: "GET /a",
    column: "anonymous",
    computed: "no",
    observed: "yes",
    request: "1",
  } as const;

  test.each([
    ["proofs that agree", { proof }, 0],
    ["a proof that does not", { proof: { ...proof, disagreements: [disagreement] } }, 3],
    ["somebody who is still there", { proof: { ...proof, left: ["x"] } }, 3],
  ])("ACCESS-5 %s", (_title, after, code) => {
    expect(exitCodeOf(after, [])).toBe(code);
  });
});

describe("parseMatrix", () => {
  test("takes what was written", () => {
    const saved = one(cell("yes"));

    expect(parseMatrix(JSON.stringify(saved), "access.json")).toEqual(saved);
  });

  test.each([
    ["no JSON", "no"],
    ["null", "null"],
    ["another format", JSON.stringify({ ...one(cell("no")), format: 2 })],
    ["no sections", JSON.stringify({ format: 1, columns: [] })],
    ["a verdict that there is not", JSON.stringify(one({ ...cell("no"), verdict: "maybe" as "no" }))],
    ["a verdict of Object", JSON.stringify(one({ ...cell("no"), verdict: "constructor" as "no" }))],
  ])("refuses %s", (_title, text) => {
    expect(() => parseMatrix(text, "access.json")).toThrow(/^access\.json (?:is not JSON|holds no matrix)/);
  });
});
