import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sharePythonPackages } from "./shared-packages.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-shared-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function stateIn(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
}

test("two clouds of a project share what one of them fetched, and the end of one takes nothing away", () => {
  mkdirSync(join(root, "project", "node_modules"), { recursive: true });
  mkdirSync(join(root, "project", "tests"));
  const [one, other] = [stateIn("one"), stateIn("other")];
  for (const state of [one, other]) sharePythonPackages(state, join(root, "project", "tests"));

  writeFileSync(join(one, "python", "3.12"), "boto3");
  rmSync(one, { recursive: true });

  expect(readFileSync(join(other, "python", "3.12"), "utf8")).toBe("boto3");
});

test("a project whose packages cannot be written to shares nothing", () => {
  mkdirSync(join(root, "project", "node_modules"), { recursive: true });
  writeFileSync(join(root, "project", "node_modules", ".cache"), "");
  const state = stateIn("state");

  sharePythonPackages(state, join(root, "project"));

  expect(readdirSync(state)).toEqual([]);
});
