import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // A worker waits for programs, browsers and clouds as long as it computes: two fill two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "unit",
          // Modules keep no state that a test could meet: they are loaded once a worker, not once a file.
          isolate: false,
          include: ["cloud/src/**/*.test.{ts,tsx}", "stacks/**/*.test.ts", "scripts/**/*.test.mjs"],
          // Key pairs, real programs and browsers take seconds on a busy machine.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: "conformance",
          isolate: false,
          include: ["conformance/**/*.test.ts"],
          // Copies of the project that tests edit, and a Python environment.
          exclude: ["**/node_modules/**", "conformance/.artifacts/**"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          globalSetup: ["conformance/global-setup.ts"],
        },
      },
    ],
  },
});
