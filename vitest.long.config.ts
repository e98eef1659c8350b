import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Guards against what never ends, no bars, and a second try in CI: as in vitest.config.ts.
const SHARED = {
  isolate: false,
  testTimeout: 600_000,
  hookTimeout: 900_000,
  expect: { poll: { timeout: 300_000, interval: 20 } },
  ...(process.env["CI"] === undefined ? {} : { retry: 1 }),
} as const;

/** `npm run test:long`: what takes minutes for one file, or the registries. */
export default defineConfig({
  test: {
    // A worker waits for browsers and programs most of the time: one for each core fills none.
    maxWorkers: availableParallelism(),
    projects: [
      {
        // Whole stories of the real `sam` and `aws` programs, the app in every look.
        test: {
          ...SHARED,
          name: "programs",
          include: ["conformance/**/*.long.test.ts"],
          exclude: ["**/node_modules/**", "conformance/.artifacts/**"],
          globalSetup: ["scripts/test-folder.mjs", "conformance/global-setup.ts"],
        },
      },
      {
        // The package as others get it, packed and installed outside of this tree.
        test: {
          ...SHARED,
          name: "package",
          include: ["conformance/{package,examples}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "conformance/.artifacts/**"],
          globalSetup: ["scripts/test-folder.mjs", "conformance/package/global-setup.ts"],
        },
      },
    ],
  },
});
