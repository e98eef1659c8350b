import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { carriedFolder, nodeVersionOf } from "../../interpreters/node.ts";
import type { Launcher, LauncherContext } from "./launcher.ts";

/** Every Node.js runtime runs on the Node that runs this cloud. */
export const launchNode: Launcher = (context) => {
  const { configuration, nodeBootstrap, taskRoot } = context;
  const folders = [...packageFolders(context), taskRoot];
  return {
    command: process.execPath,
    args: [...heapLimits(configuration.memorySize), nodeBootstrap],
    runtimeDir: dirname(nodeBootstrap),
    environment: { NODE_PATH: configuration.environment?.["NODE_PATH"] ?? folders.join(delimiter) },
  };
};

/** Where packages lie beside those of the function: in its layers, then what the runtime carries. */
function packageFolders({ configuration, layersFolder, nodePackages }: LauncherContext): string[] {
  const carried = join(carriedFolder(nodePackages, configuration.runtime), "node_modules");
  const own = existsSync(carried) ? [carried] : [];
  if (layersFolder === undefined) return own;
  const version = `node${nodeVersionOf(configuration.runtime)}`;
  const node = join(layersFolder, "nodejs");
  return [join(node, version, "node_modules"), join(node, "node_modules"), ...own];
}

/**
 * Nine tenths of the memory, the rest is what V8 needs besides its old space; and a young generation in
 * proportion: what many small programs fill in turn must fit the processor's cache.
 */
function heapLimits(memorySize: number): string[] {
  const youngMegabytes = Math.min(16, Math.max(1, Math.floor(memorySize / 64)));
  return [`--max-old-space-size=${Math.floor(memorySize * 0.9)}`, `--max-semi-space-size=${youngMegabytes}`];
}
