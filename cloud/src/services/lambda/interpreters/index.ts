import { familyOf, type RuntimeFamily } from "../functions/runtime-families.ts";
import type { FamilyFinder, InterpreterChoice, InterpreterPlaces } from "./interpreter.ts";
import { createJavaFinder } from "./java.ts";
import { createPythonFinder } from "./python.ts";
import { createRubyFinder } from "./ruby.ts";

type FamilyName = RuntimeFamily["name"];

/** The interpreter of this machine for a runtime; undefined for runtimes that need none of it. */
export type FindInterpreter = (runtime: string) => InterpreterChoice | undefined;

/** What `--python`, `--java` and `--ruby` name. */
export interface ChosenInterpreters {
  readonly python?: string | undefined;
  readonly java?: string | undefined;
  readonly ruby?: string | undefined;
}

export function createInterpreterFinder(
  chosen: ChosenInterpreters,
  environment: InterpreterPlaces["environment"],
): FindInterpreter {
  return byFamily({
    python: createPythonFinder({ chosen: chosen.python, environment }),
    java: createJavaFinder({ chosen: chosen.java, environment }),
    ruby: createRubyFinder({ chosen: chosen.ruby, environment }),
  });
}

export function byFamily(finders: Readonly<Partial<Record<FamilyName, FamilyFinder>>>): FindInterpreter {
  return (runtime) => {
    const family = familyOf(runtime);
    return family === undefined || family.gone.includes(runtime)
      ? undefined
      : finders[family.name]?.(runtime);
  };
}

/** Of a runtime that cannot do without one. */
export function neededInterpreter(find: FindInterpreter, runtime: string): InterpreterChoice {
  return find(runtime) ?? { missing: `there is no interpreter for the runtime ${runtime}` };
}
