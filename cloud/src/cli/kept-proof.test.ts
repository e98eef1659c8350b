import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { AccessMatrix } from "../access/matrix.ts";
import { changedStacks, type KeptProof } from "../access/prove/kept-proof.ts";
import { keptProof } from "./kept-proof.ts";

const folder = mkdtempSync(join(tmpdir(), "portcullis-proof-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const FILE = join(folder, "access.json");
beforeEach(() => rmSync(FILE, { recursive: true, force: true }));

const CELL = {
  verdict: "yes",
  reason: "allow",
  sentence: "allowed",
  by: { place: "shop/Api", line: 3 },
  proof: { how: "called", observed: "yes", agrees: true, status: 200, request: "1a2b" },
} as const;
const ROW = { key: "r", title: "GET /", summary: "Everybody.", cells: { nobody: CELL } };
const MATRIX: AccessMatrix = {
  format: 1,
  columns: [{ key: "nobody", kind: "people", title: "Nobody", about: "no token" }],
  sections: [{ key: "s", title: "Routes", about: "", rows: [ROW] }],
  notes: [{ trap: "open-route", place: "shop/Api", sentence: "It is open." }],
  notShown: ["Names."],
  proof: { called: 1, simulated: 0, computed: 0, disagreements: [], left: [] },
};
const STACK = { name: "shop", id: "arn:1", changed: "2026-01-01T00:00:00Z" };
const PROOF: KeptProof = { version: 1, provedAt: 5, stacks: [STACK], matrix: MATRIX };

test("ACCESS-18 a proved matrix is kept for its owner alone, and read by whoever opens the folder next", () => {
  expect(keptProof(folder).read()).toBeUndefined();
  keptProof(folder).keep(PROOF);
  expect(statSync(FILE).mode & 0o777).toBe(0o600);
  expect(keptProof(folder).read()).toEqual(PROOF);
});

test("ACCESS-18 what lies where it is written is neither followed nor filled", () => {
  const theirs = join(folder, "theirs");
  for (const name of [`access.json.${process.pid}.new`, "access.json"])
    symlinkSync(theirs, join(folder, name));
  keptProof(folder).keep(PROOF);
  expect(existsSync(theirs)).toBe(false);
  expect(readdirSync(folder)).toEqual(["access.json"]);
});

const withMatrix = (change: object) => ({ ...PROOF, matrix: { ...MATRIX, ...change } });
const withCell = (change: object) =>
  withMatrix({
    sections: [{ ...MATRIX.sections[0], rows: [{ ...ROW, cells: { nobody: { ...CELL, ...change } } }] }],
  });

test.each([
  "",
  "{",
  "null",
  "[]",
  JSON.stringify(MATRIX),
  ...[
    { ...PROOF, version: 2 },
    { ...PROOF, provedAt: 1e300 },
    { ...PROOF, stacks: [{ ...STACK, name: { isEscaped: true } }] },
    withMatrix({ proof: undefined }),
    withMatrix({ columns: [{ ...MATRIX.columns[0], title: { isEscaped: true } }] }),
    withMatrix({ notShown: [{ isEscaped: true }] }),
    withMatrix({ sections: [{ ...MATRIX.sections[0], rows: [{ ...ROW, cells: [CELL] }] }] }),
    withCell({ verdict: "__proto__" }),
    withCell({ sentence: { isEscaped: true } }),
    withCell({ proof: { ...CELL.proof, request: ["x"] } }),
    withCell({ by: { line: "3" } }),
  ].map((one) => JSON.stringify(one)),
])("ACCESS-18 %j is no proved matrix", (text) => {
  writeFileSync(FILE, text);
  expect(keptProof(folder).read()).toBeUndefined();
});

test("ACCESS-18 a folder in its place is none", () => {
  mkdirSync(FILE);
  expect(keptProof(folder).read()).toBeUndefined();
});

test.each([
  ["none", [STACK], []],
  ["one that was changed", [{ ...STACK, changed: "2026-01-02T00:00:00Z" }], ["shop"]],
  ["one that was made anew", [{ ...STACK, id: "arn:2" }], ["shop"]],
  ["one that is gone", [], ["shop"]],
  ["one that is new", [STACK, { ...STACK, name: "auth" }], ["auth"]],
])("ACCESS-18 stacks that changed since: %s", (_title, now, changed) => {
  expect(changedStacks([STACK], now)).toEqual(changed);
});
