import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./lib.mjs";

/** `sam build` takes esbuild from `npm root` of the folder it builds in, or from the PATH. */
test.each([
  ["stacks/cognito", "functions"],
  ["stacks/api", "functions"],
])("sam build by hand in %s finds the esbuild of this project", (stack, source) => {
  expect(readFileSync(join(ROOT, stack, "template.yaml"), "utf8")).toMatch(new RegExp(`CodeUri: ${source}/`));
  const settings = readFileSync(join(ROOT, stack, "samconfig.toml"), "utf8");
  expect(settings).toMatch(/^\[default\.build\.parameters\]\n(?:[^[]*\n)?build_in_source = true$/m);
  const packages = execFileSync("npm", ["root"], { cwd: join(ROOT, stack, source), encoding: "utf8" });
  expect(existsSync(join(packages.trim(), ".bin", "esbuild"))).toBe(true);
});
