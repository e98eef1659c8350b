import { dirname, join } from "node:path";
import { neededInterpreter } from "../../interpreters/index.ts";
import { minorOf } from "../../interpreters/python.ts";
import type { Launcher, LauncherContext } from "./launcher.ts";

/** From this version on AWS's runtimes set LC_CTYPE. */
const FIRST_WITH_CTYPE = 12;

/**
 * LAM-17: `-s -S` keep the packages of this machine and of its user out of the search path, as nothing
 * of them is on AWS; `-B` because nothing may be written beside the code [LAM-15]; `-u` because what is
 * printed must not be lost with the program.
 */
const FLAGS = ["-s", "-S", "-B", "-u"] as const;

/** A Python runtime runs on the interpreter of its version, or on the nearest newer one. */
export const launchPython: Launcher = (context) => {
  const { configuration, pythonBootstrap, ...machine } = context;
  const { runtime, environment } = configuration;
  const found = neededInterpreter(machine.findInterpreter, runtime);
  if ("missing" in found) return found.missing;
  const packages = machine.pythonPackages(found.interpreter.version);
  return {
    command: found.interpreter.path,
    args: [...FLAGS, pythonBootstrap, packages, ...layerFolders(context)],
    runtimeDir: dirname(pythonBootstrap),
    environment: {
      PYTHONPATH: environment?.["PYTHONPATH"] ?? packages,
      ...(minorOf(runtime) >= FIRST_WITH_CTYPE ? { LC_CTYPE: environment?.["LC_CTYPE"] ?? "C.UTF-8" } : {}),
    },
  };
};

/** Where packages of layers lie: for this version, and for all of Python. */
function layerFolders({ configuration: { runtime }, layersFolder }: LauncherContext): string[] {
  if (layersFolder === undefined) return [];
  const python = join(layersFolder, "python");
  return [join(python, "lib", runtime, "site-packages"), python];
}
