import { dirname } from "node:path";
import { minorOf } from "../../interpreters/python.ts";
import type { Launcher } from "./launcher.ts";

/** From this version on AWS's runtimes set LC_CTYPE. */
const FIRST_WITH_CTYPE = 12;

/**
 * LAM-17: `-s -S` keep the packages of this machine and of its user out of the search path, as nothing
 * of them is on AWS; `-B` because nothing may be written beside the code [LAM-15]; `-u` because what is
 * printed must not be lost with the program.
 */
const FLAGS = ["-s", "-S", "-B", "-u"] as const;

/** A Python runtime runs on the interpreter of its version, or on the nearest newer one. */
export const launchPython: Launcher = ({ configuration, pythonBootstrap, ...machine }) => {
  const { runtime, environment } = configuration;
  const found = machine.findPython(runtime);
  if ("missing" in found) return found.missing;
  const packages = machine.pythonPackages(found.interpreter.version);
  return {
    command: found.interpreter.path,
    args: [...FLAGS, pythonBootstrap, packages],
    runtimeDir: dirname(pythonBootstrap),
    environment: {
      PYTHONPATH: environment?.["PYTHONPATH"] ?? packages,
      ...(minorOf(runtime) >= FIRST_WITH_CTYPE ? { LC_CTYPE: environment?.["LC_CTYPE"] ?? "C.UTF-8" } : {}),
    },
  };
};
