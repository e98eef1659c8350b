import { delimiter, dirname, join } from "node:path";
import { neededInterpreter } from "../../interpreters/index.ts";
import { gemsFolderName, rubyVersionOf } from "../../interpreters/ruby.ts";
import type { Launcher } from "./launcher.ts";

/**
 * A Ruby runtime runs on the interpreter of its version, or on the nearest newer one. LAM-17: the folders of
 * gems are named, so that those of this machine and of its user are not seen, nor what bundler is told there.
 */
export const launchRuby: Launcher = ({ configuration, taskRoot, layersFolder, scratchDir, ...machine }) => {
  const { runtime, environment } = configuration;
  const found = neededInterpreter(machine.findInterpreter, runtime);
  if ("missing" in found) return found.missing;
  const { path, version } = found.interpreter;
  const packages = machine.rubyPackages(version);
  const inLayers = (...names: readonly string[]) =>
    layersFolder === undefined ? [] : [join(layersFolder, "ruby", ...names)];
  const ofRuntime = gemsFolderName(rubyVersionOf(runtime));
  // What is built here is built by the interpreter, what was built elsewhere by Ruby of the runtime's version.
  const bundles = [...new Set([gemsFolderName(version), ofRuntime])];
  const gems = [
    ...bundles.map((name) => join(taskRoot, "vendor", "bundle", "ruby", name)),
    ...inLayers("gems", ofRuntime),
    packages,
  ];
  return {
    command: path,
    args: ["-EUTF-8", machine.rubyBootstrap, packages],
    runtimeDir: dirname(machine.rubyBootstrap),
    environment: {
      GEM_HOME: environment?.["GEM_HOME"] ?? packages,
      GEM_PATH: environment?.["GEM_PATH"] ?? gems.join(delimiter),
      RUBYLIB: environment?.["RUBYLIB"] ?? [taskRoot, ...inLayers("lib")].join(delimiter),
      BUNDLE_USER_HOME: environment?.["BUNDLE_USER_HOME"] ?? join(scratchDir, ".bundle"),
    },
  };
};
