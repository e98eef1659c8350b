import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundIn, type HoledHome, openHoledHome } from "./holed-home.ts";
import { DECISIONS, HOLES } from "./holes.ts";

let home: HoledHome;
beforeAll(async () => {
  home = await openHoledHome();
});
afterAll(async () => {
  await home.close();
});

describe("the whole audit names each hole, and nothing else", () => {
  test.each(HOLES.map((hole) => [hole.what, hole] as const))(
    "AUDIT-6 %s",
    async (_what, { edits, found, also = [] }) => {
      await home.cut(edits);

      const report = await home.audit();

      expect(
        foundIn(report)
          .filter((id) => !DECISIONS.includes(id) && !also.includes(id))
          .sort(),
      ).toEqual([...found].sort());
      expect(report.exitCode).toBe(
        report.results.some(({ findings }) =>
          findings.some(({ severity }) => severity === "high" || severity === "critical"),
        )
          ? 1
          : 0,
      );
      const findings = report.results
        .filter(({ check }) => found.includes(check.id))
        .flatMap((result) => result.findings);
      for (const { place } of findings) {
        expect(place.line).toBeGreaterThan(0);
        expect(place.file).toMatch(/^stacks\/(?:api|cognito)\/template\.yaml$/);
      }
      expect(report.people.left).toEqual([]);
    },
  );
});
