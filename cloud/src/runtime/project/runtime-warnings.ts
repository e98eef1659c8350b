import { isForeignRuntime, isRetiredRuntime } from "../../services/lambda/functions/runtimes.ts";
import type { FindInterpreter } from "../../services/lambda/interpreters/index.ts";

/**
 * What keeps functions of a runtime from running here though AWS runs them, in words for a person;
 * undefined when nothing does.
 */
export function runtimeProblem(runtime: string, findInterpreter: FindInterpreter): string | undefined {
  if (isForeignRuntime(runtime)) return `the runtime ${runtime}`;
  const found = findInterpreter(runtime);
  return found !== undefined && "missing" in found ? `the runtime ${runtime}: ${found.missing}` : undefined;
}

/** What is not as on AWS in how functions of a runtime run here. */
export function runtimeWarnings(
  runtime: string,
  {
    findInterpreter,
    allowsRetired,
  }: { readonly findInterpreter: FindInterpreter; readonly allowsRetired: boolean },
): string[] {
  const retired = isRetiredRuntime(runtime)
    ? [
        allowsRetired
          ? `${runtime} is retired: AWS neither creates nor updates functions with it`
          : `${runtime} is retired, and refused as on AWS; --allow-retired-runtimes runs it here`,
      ]
    : [];
  const found = findInterpreter(runtime);
  const inexact = found !== undefined && "warning" in found ? found.warning : undefined;
  return inexact === undefined ? retired : [...retired, inexact];
}
