import { accessSync, constants, statSync } from "node:fs";
import { join, sep } from "node:path";
import { formatProblem } from "../program-file.ts";
import type { EntryPointProblem, Launcher, Program } from "./launcher.ts";

/** The function brings its program along. */
export const launchProvided: Launcher = ({ taskRoot, layersFolder }) => {
  const found = [
    { file: join(taskRoot, "bootstrap"), name: "/var/task/bootstrap" },
    ...(layersFolder === undefined
      ? []
      : [{ file: join(layersFolder, "bootstrap"), name: "/opt/bootstrap" }]),
  ].find(({ file }) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  if (found === undefined) return "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  return launchFile(found);
};

/** The same, by the name that its handler has: `go1.x` before `provided.al2`. */
export const launchGo: Launcher = ({ taskRoot, configuration: { handler } }) => {
  const file = join(taskRoot, handler);
  const isInside = file.startsWith(`${taskRoot}${sep}`);
  const isThere = isInside && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const name = `/var/task/${handler}`;
  return isThere ? launchFile({ file, name }) : `fork/exec ${name}: no such file or directory`;
};

/** @param name as a function on AWS knows the file */
function launchFile({
  file,
  name,
}: {
  readonly file: string;
  readonly name: string;
}): Program | EntryPointProblem {
  const problem = problemOf(file);
  if (problem !== undefined) return `fork/exec ${name}: ${problem}`;
  return { command: file, args: [], runtimeDir: "/var/runtime", environment: {} };
}

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
