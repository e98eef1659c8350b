import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "./lib.mjs";

const text = readFileSync(join(ROOT, "docs", "cost.md"), "utf8");
const numberOf = (cell) => Number(cell.replaceAll(/[*,]/g, ""));
const cellsOf = (line) =>
  line
    .split("|")
    .map((cell) => cell.trim())
    .slice(1, -1);

/** Sections with a table of costs: title, rows, total. */
const TABLES = text
  .split(/^## /m)
  .filter((section) => section.includes("| **Total** |"))
  .map((section) => {
    const lines = section.split("\n");
    const rows = lines.filter((line) => /^\| [A-Z].*\d \|$/.test(line)).map(cellsOf);
    const total = cellsOf(lines.find((line) => line.startsWith("| **Total**")) ?? "").at(-1);
    return { title: lines[0], rows, total: numberOf(total) };
  });

describe("docs/cost.md", () => {
  test("has the three sizes", () => expect(TABLES.map(({ title }) => title)).toHaveLength(3));

  test.each(TABLES)("$title: every row is what is used beyond what is free, times the price", ({ rows }) => {
    expect(rows).toHaveLength(13);
    for (const [what, , used, free, price, cost] of rows) {
      const expected = Math.max(0, numberOf(used) - numberOf(free)) * numberOf(price);
      expect(Math.abs(numberOf(cost) - expected), what).toBeLessThanOrEqual(0.005_001);
    }
  });

  test("totals are the sums, and stand in the first table", () => {
    for (const { rows, total, title } of TABLES) {
      const sum = rows.reduce((all, row) => all + numberOf(row.at(-1)), 0);
      expect(total, title).toBeCloseTo(sum, 2);
    }
    const [, ...first] = cellsOf(text.split("\n").find((line) => line.startsWith("| USD a month")) ?? "");
    expect(first.map(numberOf)).toEqual(TABLES.map(({ total }) => total));
  });
});
