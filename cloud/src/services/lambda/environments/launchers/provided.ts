import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { formatProblem } from "../program-file.ts";
import type { EntryPointProblem, Launcher } from "./launcher.ts";

/** The function brings its program along. */
export const launchProvided: Launcher = ({ taskRoot }) => {
  const bootstrap = join(taskRoot, "bootstrap");
  const program = { command: bootstrap, args: [], runtimeDir: "/var/runtime", environment: {} };
  return bootstrapProblem(bootstrap) ?? program;
};

function bootstrapProblem(file: string): EntryPointProblem | undefined {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    return "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  }
  // Asked by mode bits as well: access(2) says yes to root for any file with one executable bit.
  if ((statSync(file).mode & 0o111) === 0) return "fork/exec /var/task/bootstrap: permission denied";
  try {
    accessSync(file, constants.X_OK);
    const problem = formatProblem(file);
    return problem && `fork/exec /var/task/bootstrap: ${problem}`;
  } catch {
    return "fork/exec /var/task/bootstrap: permission denied";
  }
}
