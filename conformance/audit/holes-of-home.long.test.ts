import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundIn, type HoledHome, openHoledHome } from "./holed-home.ts";
import { HOLES } from "./holes.ts";

let home: HoledHome;
beforeAll(async () => {
  home = await openHoledHome();
});
afterAll(async () => {
  await home.close();
});

describe("portcullis audit finds what was broken on purpose", () => {
  test.each(HOLES.map((hole) => [hole.what, hole] as const))(
    "AUDIT-6 %s",
    async (_what, { edits, found }) => {
      await home.cut(edits);

      const report = await home.audit("--only", found.join(","));

      expect(foundIn(report)).toEqual([...found].sort(byCatalogue));
      const findings = report.results.flatMap((result) => result.findings);
      for (const finding of findings) {
        expect(finding.place.line).toBeGreaterThan(0);
        expect(finding.place.file).toMatch(/^stacks\/(?:api|cognito)\/template\.yaml$/);
      }
      expect(report.people.left).toEqual([]);
    },
  );
});

const GROUPS = ["TOK", "RTE", "SGN", "CFG"];

function byCatalogue(one: string, other: string): number {
  const rank = (id: string): number => GROUPS.indexOf(id.slice(0, 3)) * 100 + Number(id.slice(4));
  return rank(one) - rank(other);
}
