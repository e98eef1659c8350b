import { describe, expect, test } from "vitest";
import type { AccessMatrix, Cell, Column, Row } from "../matrix.ts";
import { tablesOf } from "../render/fold.ts";
import { narrowed } from "./narrow.ts";

const column = (key: string, kind: Column["kind"] = "roles"): Column => ({
  key,
  kind,
  title: key,
  about: "",
});
const no: Cell = { verdict: "no", reason: "no-allow", sentence: "" };
const yes: Cell = { verdict: "yes", reason: "allow", sentence: "" };

/** Every column is in every row: `yes` for those that are named. */
function matrixOf(
  columns: readonly Column[],
  sections: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): AccessMatrix {
  const rowOf = (title: string, allowed: readonly string[]): Row => ({
    key: title,
    title,
    summary: "",
    cells: Object.fromEntries(columns.map(({ key }) => [key, allowed.includes(key) ? yes : no])),
  });
  return {
    format: 1,
    columns,
    sections: Object.entries(sections).map(([title, rows]) => ({
      key: title,
      title,
      about: "",
      rows: Object.entries(rows).map(([name, allowed]) => rowOf(name, allowed)),
    })),
    notes: [],
    notShown: [],
  };
}

const HOUSE = matrixOf([column("anonymous", "people"), column("cook"), column("guard")], {
  "Routes of house": { "POST /door": ["guard"], "GET /menu": ["anonymous", "cook"] },
  Topics: { "soup · Publish": ["cook"] },
});

const shownOf = ({ sections }: AccessMatrix) =>
  sections.map(({ title, rows }) => [title, ...rows.map((row) => row.title)]);

describe("a matrix narrowed", () => {
  test.each([
    [
      "nothing is asked for",
      "",
      "",
      [
        ["Routes of house", "POST /door", "GET /menu"],
        ["Topics", "soup · Publish"],
      ],
    ],
    ["by a part of a row's name", "DOOR", "", [["Routes of house", "POST /door"]]],
    ["by a section's name", "house", "", [["Routes of house", "POST /door", "GET /menu"]]],
    [
      "by who may",
      "",
      "cook",
      [
        ["Routes of house", "GET /menu"],
        ["Topics", "soup · Publish"],
      ],
    ],
    ["by both", "soup", "cook", [["Topics", "soup · Publish"]]],
    ["by who may not", "soup", "guard", []],
    [
      "by a caller that is none: by the text alone",
      "door",
      "constructor",
      [["Routes of house", "POST /door"]],
    ],
    ["by what is nowhere", "<b>", "", []],
  ])("%s", (_, text, who, shown) => {
    expect(shownOf(narrowed(HOUSE, { text, who }))).toEqual(shown);
  });

  test("of one caller has its column alone", () => {
    expect(narrowed(HOUSE, { text: "", who: "cook" }).columns.map(({ key }) => key)).toEqual(["cook"]);
  });
});

describe("tables of a matrix", () => {
  test("few callers stand in one", () => {
    expect(tablesOf(HOUSE).map(({ sections }) => sections.length)).toEqual([2]);
  });

  test("of many callers each table has those that reach something in it, and names the others", () => {
    const many = Array.from({ length: 14 }, (_, index) => `role-${index}`);
    const [one = "", two = ""] = many;
    const tables = tablesOf(
      matrixOf([column("anonymous", "people"), ...many.map((key) => column(key))], {
        First: { a: [one], ...Object.fromEntries(many.slice(0, 1).map((key) => [key, [key]])) },
        Second: { b: [one] },
        Third: { c: many.slice(1) },
        Fourth: { d: [two] },
      }),
    );
    expect(
      tables.map(({ columns, without, sections }) => [
        sections.map(({ title }) => title).join(),
        columns.length,
        without.length,
      ]),
    ).toEqual([
      ["First,Second", 2, 13],
      ["Third", 14, 1],
      ["Fourth", 2, 13],
    ]);
  });
});
