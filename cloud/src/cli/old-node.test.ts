import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "old-node-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The program as a Node of that version would begin it. */
function runAs(version: string, program: string) {
  const preload = join(folder, `${version}.cjs`);
  const versions = `{ ...process.versions, node: ${JSON.stringify(version)} }`;
  writeFileSync(preload, `Object.defineProperty(process, "versions", { value: ${versions} });\n`);
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ["--require", preload, join(ROOT, program), "--version"],
    { encoding: "utf8" },
  );
  return { status, stderr, stdout };
}

describe("an old Node", () => {
  test.each([
    ["18.20.4", "cloud/bin/portcullis.js"],
    ["20.18.3", "cloud/bin/portcullis.js"],
    ["18.20.4", "scripts/start.mjs"],
  ])("%s gets one sentence from %s", (version, program) => {
    expect(runAs(version, program)).toEqual({
      status: 1,
      stdout: "",
      stderr: `Portcullis needs Node 20.19 or newer; this is ${version}. See https://nodejs.org.\n`,
    });
  });

  test("20.19 is new enough", () => {
    expect(runAs("20.19.0", "cloud/bin/portcullis.js").stderr).not.toContain("needs Node");
  });
});
