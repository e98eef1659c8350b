import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { AuditReport } from "../../audit/model.ts";
import { keptReport } from "./kept-report.ts";

const folder = mkdtempSync(join(tmpdir(), "portcullis-kept-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const FILE = join(folder, "audit.json");

test("AUDIT-18 a report is kept for its owner alone, and read by whoever opens the folder next", () => {
  const report = { version: 1, stacks: ["app"], results: [], startedAt: 5 } as unknown as AuditReport;
  expect(keptReport(folder).read()).toBeUndefined();
  keptReport(folder).keep(report);
  expect(statSync(FILE).mode & 0o777).toBe(0o600);
  expect(keptReport(folder).read()).toEqual(report);
});

test.each(["", "{", "null", "[]", '{"version":2,"results":[],"stacks":[]}', '{"version":1}'])(
  "AUDIT-18 %j is no report",
  (text) => {
    writeFileSync(FILE, text);
    expect(keptReport(folder).read()).toBeUndefined();
  },
);
