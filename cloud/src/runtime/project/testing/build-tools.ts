import { join } from "node:path";
import { createInterpreterFinder } from "../../../services/lambda/interpreters/index.ts";
import type { BuildTools } from "../builders/builder.ts";

/** The tools of this machine, with what they are told in `steps` and `warnings`. */
export function toolsIn(
  folder: string,
  changes: Partial<BuildTools> = {},
): BuildTools & { readonly steps: string[]; readonly warnings: string[] } {
  const steps: string[] = [];
  const warnings: string[] = [];
  return {
    findInterpreter: createInterpreterFinder({}, process.env),
    allowsRetired: false,
    cacheFolder: join(folder, ".packages"),
    pythonPackages: (version) => join(folder, "python", version),
    nodePackages: join(folder, "node", "sdk"),
    javaClientFolder: join(folder, "java", "client"),
    userFolder: folder,
    onStep: (line) => steps.push(line),
    onWarning: (line) => warnings.push(line),
    ...changes,
    steps,
    warnings,
  };
}
