import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What AWS's Python runtimes carry takes half a minute to fetch. Clouds whose state is in memory share it
 * beside the packages of the project that is tested; where there are none, each fetches its own.
 * @param stateDir a new folder
 * @param from absolute folder, in which, or above which, the project has its `node_modules`
 */
export function sharePythonPackages(stateDir: string, from: string): void {
  const modules = modulesAbove(from);
  if (modules === undefined) return;
  const shared = join(modules, ".cache", "portcullis", "python");
  try {
    mkdirSync(shared, { recursive: true });
    symlinkSync(shared, join(stateDir, "python"));
  } catch {
    // Read-only packages: a slower start is no reason to fail.
  }
}

function modulesAbove(folder: string): string | undefined {
  const here = join(folder, "node_modules");
  if (existsSync(here)) return here;
  const above = dirname(folder);
  return above === folder ? undefined : modulesAbove(above);
}
