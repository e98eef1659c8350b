import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isInstallStale } from "./install.mjs";

const base = mkdtempSync(join(tmpdir(), "install-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const A = { "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } };
const B = { "node_modules/b": { version: "2.0.0", integrity: "sha512-b" } };
const MAC = { "node_modules/mac": { version: "1.0.0", optional: true, os: ["darwin"] } };
const OLDER = 1_000;
const YOUNGER = 2_000;

let number = 0;
/** A folder with a lockfile written at 1,500 s, and a marker of npm written before or after it. */
function project(wanted, there, markerTime) {
  number += 1;
  const folder = join(base, String(number));
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  const write = (path, packages, time) => {
    writeFileSync(path, JSON.stringify({ packages }));
    utimesSync(path, time, time);
  };
  write(join(folder, "package-lock.json"), { "": { name: "project" }, ...wanted }, 1_500);
  if (there) write(join(folder, "node_modules", ".package-lock.json"), there, markerTime);
  return folder;
}

describe("whether packages are those of the lockfile", () => {
  test.each([
    ["nothing is installed", A, undefined, OLDER, true],
    ["installed after the lockfile was written", A, A, YOUNGER, false],
    ["a part was installed after the lockfile was written", { ...A, ...B }, A, YOUNGER, false],
    ["the same packages in a copied folder", A, A, OLDER, false],
    ["packages of other systems are missing", { ...A, ...MAC }, A, OLDER, false],
    ["the lockfile has a package more", { ...A, ...B }, A, OLDER, true],
    ["the lockfile has a package less", A, { ...A, ...B }, OLDER, true],
    ["another version", A, { "node_modules/a": { ...A["node_modules/a"], version: "1.0.1" } }, OLDER, true],
    ["another file", A, { "node_modules/a": { version: "1.0.0", integrity: "sha512-z" } }, OLDER, true],
  ])("%s", (_case, wanted, there, markerTime, stale) => {
    expect(isInstallStale(project(wanted, there, markerTime))).toBe(stale);
  });

  test("what was compared once is not compared again", () => {
    const folder = project(A, A, OLDER);
    isInstallStale(folder);
    const { mtimeMs } = statSync(join(folder, "node_modules", ".package-lock.json"));
    expect(mtimeMs).toBeGreaterThan(statSync(join(folder, "package-lock.json")).mtimeMs);
  });
});
