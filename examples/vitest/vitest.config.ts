import { defineConfig } from "vitest/config";

export default defineConfig({
  // A cloud with its stacks is there within seconds; a busy machine may take longer.
  test: { include: ["*.test.ts"], testTimeout: 60_000, hookTimeout: 120_000 },
});
