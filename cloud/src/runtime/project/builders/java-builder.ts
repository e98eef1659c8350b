import { statSync } from "node:fs";
import { join } from "node:path";
import type { Builder, BuildJob } from "./builder.ts";
import { takeAsItIs } from "./copy-builder.ts";
import { buildWithGradle, gradleWrapper } from "./gradle-builder.ts";
import { GRADLE, helpFor, isFile, isOnPath, type JavaTool, MAVEN } from "./java-tools.ts";
import { buildWithMaven } from "./maven-builder.ts";

type Place = Pick<BuildJob, "sourceFolder" | "projectFolder">;

/** In the order in which `sam build` looks for their files. */
const TOOLS: readonly { readonly tool: JavaTool; build: Builder; hasWrapper(place: Place): boolean }[] = [
  { tool: GRADLE, build: buildWithGradle, hasWrapper: (place) => gradleWrapper(place) !== undefined },
  {
    tool: MAVEN,
    build: buildWithMaven,
    hasWrapper: ({ sourceFolder }) => isFile(join(sourceFolder, MAVEN.wrapper)),
  },
];

/** A folder with a build file is built as `sam build` does; a jar, a zip and other folders are ready to run. */
export async function buildJava(job: BuildJob): Promise<void> {
  await (toolFor(job.sourceFolder)?.build ?? takeAsItIs)(job);
}

/** Why the code of a Java function is not built here; undefined where it is, or needs no build. */
export function javaBuildProblem(place: Place): { readonly what: string; readonly help: string } | undefined {
  const found = toolFor(place.sourceFolder);
  if (found === undefined || isOnPath(found.tool) || found.hasWrapper(place)) return undefined;
  return { what: `a build by ${found.tool.name}, which is not on PATH`, help: helpFor(found.tool) };
}

function toolFor(source: string) {
  if (!statSync(source).isDirectory()) return undefined;
  return TOOLS.find(({ tool }) => tool.manifests.some((name) => isFile(join(source, name))));
}
