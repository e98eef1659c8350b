import { dirname } from "node:path";
import type { Launcher } from "./launcher.ts";

/** Every Node.js runtime runs on the Node that runs this cloud. */
export const launchNode: Launcher = ({ configuration, nodeBootstrap }) => ({
  command: process.execPath,
  args: [...heapLimits(configuration.memorySize), nodeBootstrap],
  runtimeDir: dirname(nodeBootstrap),
  environment: {},
});

/**
 * Nine tenths of the memory, the rest is what V8 needs besides its old space; and a young generation in
 * proportion: what many small programs fill in turn must fit the processor's cache.
 */
function heapLimits(memorySize: number): string[] {
  const youngMegabytes = Math.min(16, Math.max(1, Math.floor(memorySize / 64)));
  return [`--max-old-space-size=${Math.floor(memorySize * 0.9)}`, `--max-semi-space-size=${youngMegabytes}`];
}
