import { expect, test } from "vitest";
import type { AuditReport } from "../model.ts";
import { auditArea } from "./index.tsx";

const REPORT = {
  version: 1,
  stacks: ["app"],
  startedAt: 0,
  durationMs: 1_000,
  profile: "development",
  results: [],
} as unknown as AuditReport;

/** What a page of the area answers. */
async function opened(
  area: ReturnType<typeof auditArea>,
  path: string,
  kept: readonly string[] = [],
): Promise<string> {
  const page = area.pages.find((one) => one.path === path && one.method === "GET");
  const answer = await page?.handle({ trace: { kept: () => new Set(kept) } } as never, {} as never);
  return String(JSON.stringify(answer) + String((answer as { view?: { body: unknown } })?.view?.body ?? ""));
}

test("AUDIT-18 the page has what was found since it was opened last, by whomever", async () => {
  let last: AuditReport | undefined;
  const area = auditArea({ run: async () => undefined, last: () => last });
  expect(await opened(area, "")).toContain("Run the audit");
  expect(await opened(area, "/save/json")).toContain("404");

  last = REPORT;
  expect(await opened(area, "")).toContain("Run again");
  expect(await opened(area, "/save/json")).toContain("development");
});

test("evidence leads to its request as long as the trace keeps that: a report may be older than the start", async () => {
  const evidence = [{ curl: "curl x", status: 200, body: "", trace: "1a2b" }];
  const place = { file: "t.yaml", line: 1, exact: true };
  const finding = { check: "RTE-01", severity: "high", evidence, place, references: [] };
  const results = [{ check: { id: "RTE-01" }, verdict: "found", findings: [finding], reasons: [] }];
  const area = auditArea({
    run: async () => undefined,
    last: () => ({ ...REPORT, results }) as unknown as AuditReport,
  });

  expect(await opened(area, "", ["1a2b"])).toContain("trace/1a2b");
  expect(await opened(area, "", ["other"])).not.toContain("trace/1a2b");
});
