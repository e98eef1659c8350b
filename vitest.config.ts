import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
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
