import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { formatProblem } from "../program-file.ts";
import type { EntryPointProblem, Launcher } from "./launcher.ts";

/** The function brings its program along. */
export const launchProvided: Launcher = ({ taskRoot, layersFolder }) => {
  const found = [
    { file: join(taskRoot, "bootstrap"), name: "/var/task/bootstrap" },
    ...(layersFolder === undefined
      ? []
      : [{ file: join(layersFolder, "bootstrap"), name: "/opt/bootstrap" }]),
  ].find(({ file }) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  if (found === undefined) return "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  const program = { command: found.file, args: [], runtimeDir: "/var/runtime", environment: {} };
  const problem = problemOf(found.file);
  return problem === undefined ? program : `fork/exec ${found.name}: ${problem}`;
};

function problemOf(file: string): EntryPointProblem | undefined {
  // Asked by mode bits as well: access(2) says yes to root for any file with one executable bit.
  if ((statSync(file).mode & 0o111) === 0) return "permission denied";
  try {
    accessSync(file, constants.X_OK);
    return formatProblem(file);
  } catch {
    return "permission denied";
  }
}
