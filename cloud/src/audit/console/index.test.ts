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
async function opened(area: ReturnType<typeof auditArea>, path: string): Promise<string> {
  const page = area.pages.find((one) => one.path === path && one.method === "GET");
  const answer = await page?.handle({} as never, {} as never);
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
