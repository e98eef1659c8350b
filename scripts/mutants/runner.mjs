// Runs tests against one changed source at a time. No file is written: the change is made while the
// source is loaded.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { createVitest } from "vitest/node";
import { ROOT } from "../lib.mjs";

/** Without its check a computation may go on for ever, which counts as noticed. */
const ENDLESS_MILLISECONDS = 4 * 60_000;
/** So may what it keeps: it is ended before it takes the machine. */
const MOST_KILOBYTES = 4 * 1024 * 1024;
const LOOK_EVERY_MILLISECONDS = 5_000;

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
    const begun = Date.now();
    const watchdog = setInterval(
      () => endWorkers(Date.now() - begun < ENDLESS_MILLISECONDS ? MOST_KILOBYTES : 0),
      LOOK_EVERY_MILLISECONDS,
    );
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
    clearInterval(watchdog);
    if (mutant !== undefined) vitest.invalidateFile(join(ROOT, mutant.file));
    current = undefined;
    return unhandledErrors.length > 0 || testModules.some((module) => module.state() === "failed");
  };
  return { red, close: () => vitest.close() };
}

/** vitest waits for a worker that is busy for ever: ended from outside, its file counts as failed. */
function endWorkers(mostKilobytes) {
  if (process.platform === "win32") return;
  const children = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss=,args="]).toString("utf8");
  for (const line of children.split("\n")) {
    const [, pid, parent, kilobytes, command = ""] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) !== process.pid || !command.includes("vitest")) continue;
    if (Number(kilobytes) > mostKilobytes) process.kill(Number(pid), "SIGKILL");
  }
}
