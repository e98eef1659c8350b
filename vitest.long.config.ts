import { defineConfig } from "vitest/config";

/** `npm run test:long`: the package as others get it, packed and installed outside of this tree. */
export default defineConfig({
  test: {
    include: ["conformance/{package,examples}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "conformance/.artifacts/**"],
    globalSetup: ["conformance/package/global-setup.ts"],
    isolate: false,
    // A guard against what never ends, no bar: as in vitest.config.ts.
    testTimeout: 600_000,
    hookTimeout: 900_000,
  },
});
