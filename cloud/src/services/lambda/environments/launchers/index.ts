import { familyOf, type RuntimeFamily } from "../../functions/runtime-families.ts";
import { launchJava } from "./java.ts";
import type { EntryPointProblem, Launcher, LauncherContext, Program } from "./launcher.ts";
import { launchNode } from "./node.ts";
import { launchGo, launchProvided } from "./provided.ts";
import { launchPython } from "./python.ts";
import { launchRuby } from "./ruby.ts";

const LAUNCHERS: Readonly<Partial<Record<RuntimeFamily["name"], Launcher>>> = {
  node: launchNode,
  python: launchPython,
  provided: launchProvided,
  go: launchGo,
  java: launchJava,
  ruby: launchRuby,
};

/** The program of a function, or why there is none. */
export function programFor(context: LauncherContext): Program | EntryPointProblem {
  const { runtime } = context.configuration;
  const launch = LAUNCHERS[familyOf(runtime)?.name ?? "provided"];
  return launch?.(context) ?? `the runtime ${runtime} is not supported here`;
}
