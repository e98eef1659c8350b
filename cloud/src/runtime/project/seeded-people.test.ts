import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keptPassword, SEEDED_FILE } from "./seeded-people.ts";

test("a kept password is that of one pool: the same person of another has another, or none", () => {
  const stateDir = mkdtempSync(join(tmpdir(), "people-"));
  const email = "ann@example.com";
  const made = (userPoolId: string, password: string) => ({ email, password, groups: [], userPoolId });
  expect(keptPassword(stateDir, { userPoolId: "a", email })).toBeUndefined();
  writeFileSync(join(stateDir, SEEDED_FILE), JSON.stringify([made("a", "of a"), made("b", "of b")]));

  const found = ["a", "b", "c"].map((userPoolId) => keptPassword(stateDir, { userPoolId, email }));

  expect(found).toEqual(["of a", "of b", undefined]);
  expect(keptPassword(stateDir, { userPoolId: "a", email: "eve@example.com" })).toBeUndefined();
});
