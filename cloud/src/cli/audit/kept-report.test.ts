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
import type { AuditReport } from "../../audit/model.ts";
import { keptReport } from "./kept-report.ts";

const folder = mkdtempSync(join(tmpdir(), "portcullis-kept-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const FILE = join(folder, "audit.json");
beforeEach(() => rmSync(FILE, { recursive: true, force: true }));

const EVIDENCE = { curl: "curl x", status: 200, body: "{}" };
const FINDING = {
  check: "RTE-01",
  title: "t",
  severity: "high",
  confidence: "proved by call",
  resource: { stack: "app", logicalId: "Api", physicalId: "a", type: "AWS::ApiGateway::RestApi" },
  route: "GET /",
  what: "w",
  evidence: [EVIDENCE],
  change: "c",
  place: { file: "template.yaml", line: 1, exact: true },
  references: ["A1"],
  fingerprint: "f",
};
const RESULT = {
  check: {
    id: "RTE-01",
    group: "routes",
    title: "t",
    severity: "high",
    references: [],
    mode: "h",
    change: "c",
  },
  verdict: "found",
  held: 0,
  example: EVIDENCE,
  findings: [FINDING],
  reasons: [],
  notes: [],
};
const REPORT = {
  version: 1,
  tool: "portcullis",
  target: "the local cloud",
  stacks: ["app"],
  profile: "development",
  startedAt: 5,
  durationMs: 1,
  results: [RESULT],
  people: { made: 0, left: [] },
  unmatched: [],
  limits: [],
  failOn: "high",
  exitCode: 1,
} as unknown as AuditReport;

test("AUDIT-18 a report is kept for its owner alone, and read by whoever opens the folder next", () => {
  expect(keptReport(folder).read()).toBeUndefined();
  keptReport(folder).keep(REPORT);
  expect(statSync(FILE).mode & 0o777).toBe(0o600);
  expect(keptReport(folder).read()).toEqual(REPORT);
});

test("AUDIT-18 what lies where it is written is neither followed nor filled", () => {
  const theirs = join(folder, "theirs");
  for (const name of ["audit.json.new", `audit.json.${process.pid}.new`, "audit.json"]) {
    symlinkSync(theirs, join(folder, name));
  }
  keptReport(folder).keep(REPORT);
  expect(existsSync(theirs)).toBe(false);
  expect(statSync(FILE).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).not.toContain(`audit.json.${process.pid}.new`);
});

const withFinding = (change: object) => ({
  ...REPORT,
  results: [{ ...RESULT, findings: [{ ...FINDING, ...change }] }],
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"version":2,"results":[],"stacks":[]}',
  '{"version":1,"results":[],"stacks":[]}',
  ...[
    { ...REPORT, results: [null] },
    { ...REPORT, results: [{ ...RESULT, check: undefined }] },
    { ...REPORT, startedAt: 1e300 },
    { ...REPORT, stacks: [{ isEscaped: true }] },
    withFinding({ what: { __html: "<script>" } }),
    withFinding({ severity: "__proto__" }),
    withFinding({ evidence: [{ ...EVIDENCE, trace: ["x"] }] }),
  ].map((one) => JSON.stringify(one)),
])("AUDIT-18 %j is no report", (text) => {
  writeFileSync(FILE, text);
  expect(keptReport(folder).read()).toBeUndefined();
});

test("AUDIT-18 a folder in its place is no report", () => {
  mkdirSync(FILE);
  expect(keptReport(folder).read()).toBeUndefined();
});
