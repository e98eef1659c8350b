import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertDeclared } from "./declared-parameters.ts";

const projectWith = (parameters: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "declared-"));
  writeFileSync(join(folder, "template.yaml"), `Parameters: { ${parameters} }\n`);
  return folder;
};
const projects = [projectWith("Greeting: { Type: String }"), projectWith("Mode: { Type: String }")];

test.each([
  [["Mode", "Greeting"], undefined],
  [["Greting"], "No template declares the parameter Greting. Is Greeting meant?"],
  [["Mode", "Colour"], "No template declares the parameter Colour."],
])("%j", async (names, refusal) => {
  const told = await assertDeclared(names, { projects, isBuilt: false }).catch(({ message }) => message);
  expect(told).toBe(refusal);
});

test("without parameters nothing is read", async () => {
  await assertDeclared([], { projects: ["/nowhere"], isBuilt: false });
});
