import { familyOf } from "../../services/lambda/functions/runtime-families.ts";
import { isForeignRuntime, isRetiredRuntime } from "../../services/lambda/functions/runtimes.ts";
import type { FindPython, PythonChoice } from "../../services/lambda/interpreters/python.ts";

/**
 * What keeps functions of a runtime from running here though AWS runs them, in words for a person;
 * undefined when nothing does.
 */
export function runtimeProblem(runtime: string, findPython: FindPython): string | undefined {
  if (isForeignRuntime(runtime)) return `the runtime ${runtime}`;
  const found = pythonFor(runtime, findPython);
  return found !== undefined && "missing" in found ? `the runtime ${runtime}: ${found.missing}` : undefined;
}

/** What is not as on AWS in how functions of a runtime run here. */
export function runtimeWarnings(
  runtime: string,
  { findPython, allowsRetired }: { readonly findPython: FindPython; readonly allowsRetired: boolean },
): string[] {
  const retired = isRetiredRuntime(runtime)
    ? [
        allowsRetired
          ? `${runtime} is retired: AWS neither creates nor updates functions with it`
          : `${runtime} is retired, and refused as on AWS; --allow-retired-runtimes runs it here`,
      ]
    : [];
  const found = pythonFor(runtime, findPython);
  const inexact = found !== undefined && "warning" in found ? found.warning : undefined;
  return inexact === undefined ? retired : [...retired, inexact];
}

/** Undefined for what is no Python runtime, or one that nothing can run. */
function pythonFor(runtime: string, findPython: FindPython): PythonChoice | undefined {
  const family = familyOf(runtime);
  const runs = family?.name === "python" && !family.gone.includes(runtime);
  return runs ? findPython(runtime) : undefined;
}
