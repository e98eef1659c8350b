import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/**
 * What never ends is ended: nothing else. A test that takes this long hangs; no computation and no program
 * is given less, however busy the machine. What a test waits for inside (`expect.poll`) ends before, so
 * that it can say what it saw last.
 */
const HANG_GUARDS = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 300_000, interval: 20 } },
} as const;

/** Modules keep no state that a test could meet: they are loaded once a worker, not once a file. */
const SHARED = { isolate: false, ...HANG_GUARDS } as const;

/**
 * Real browsers and programs end for reasons of the machine, too. In CI such a test runs a second time,
 * and the reporter says `retry x1`; at a desk the first failure is seen.
 */
const RETRY = process.env["CI"] === undefined ? {} : { retry: 1 };

const TEMPORARY_FOLDER = "scripts/test-folder.mjs";

const BROWSER = "**/*.browser.test.{ts,tsx}";

export default defineConfig({
  test: {
    // A worker waits for programs, browsers and clouds longer than it computes: one more fills the cores.
    maxWorkers: availableParallelism() + 1,
    // Tests of one file that say they may run beside each other start a cloud each.
    maxConcurrency: availableParallelism() + 1,
    projects: [
      {
        test: {
          ...SHARED,
          name: "unit",
          include: [
            "cloud/src/**/*.test.{ts,tsx}",
            "stacks/**/*.test.ts",
            "scripts/**/*.test.mjs",
            "bench/**/*.test.mjs",
          ],
          exclude: ["**/node_modules/**", BROWSER],
          globalSetup: [TEMPORARY_FOLDER],
        },
      },
      {
        // The cloud's own pages in Chromium; nothing is built for them.
        test: {
          ...SHARED,
          ...RETRY,
          name: "browser",
          include: [`cloud/src/${BROWSER}`],
          globalSetup: [TEMPORARY_FOLDER],
        },
      },
      {
        test: {
          ...SHARED,
          ...RETRY,
          name: "conformance",
          include: ["conformance/**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            // Copies of the project that tests edit, and a Python environment.
            "conformance/.artifacts/**",
            // `npm run test:long`
            "conformance/{package,examples}/**",
            "**/*.long.test.ts",
          ],
          globalSetup: [TEMPORARY_FOLDER, "conformance/global-setup.ts"],
        },
      },
    ],
  },
});
