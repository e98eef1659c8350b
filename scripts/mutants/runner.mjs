// Runs tests against one changed source at a time. No file is written: the change is made while the
// source is loaded.
import { join } from "node:path";
import { createVitest } from "vitest/node";
import { ROOT } from "../lib.mjs";

/** @returns {Promise<{ red(mutant, tests): Promise<boolean>, close(): Promise<void> }>} */
export async function createRunner() {
  let current;
  const changed = {
    name: "mutant",
    enforce: "pre",
    transform(code, id) {
      if (current === undefined || id.split("?")[0] !== join(ROOT, current.file)) return undefined;
      return code.slice(0, current.start) + current.text + code.slice(current.end);
    },
  };
  const vitest = await createVitest(
    "test",
    {
      root: ROOT,
      config: false,
      watch: false,
      reporters: [{}],
      include: ["cloud/src/**/*.test.{ts,tsx}", "stacks/**/*.test.ts"],
      pool: "forks",
      isolate: true,
      bail: 1,
      testTimeout: 30_000,
      hookTimeout: 30_000,
      passWithNoTests: false,
      expect: { poll: { timeout: 15_000 } },
      onConsoleLog: () => false,
    },
    { plugins: [changed], logLevel: "silent" },
  );
  const red = async (mutant, { files, titles }) => {
    current = mutant;
    if (titles === undefined) vitest.resetGlobalTestNamePattern();
    else vitest.setGlobalTestNamePattern(titles);
    if (mutant !== undefined) vitest.invalidateFile(join(ROOT, mutant.file));
    const specifications = await vitest.globTestSpecifications(files);
    if (specifications.length === 0) return false;
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
    if (mutant !== undefined) vitest.invalidateFile(join(ROOT, mutant.file));
    current = undefined;
    return unhandledErrors.length > 0 || testModules.some((module) => module.state() === "failed");
  };
  return { red, close: () => vitest.close() };
}
