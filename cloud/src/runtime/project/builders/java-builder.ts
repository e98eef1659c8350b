import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import type { BuildJob } from "./builder.ts";
import { takeAsItIs } from "./copy-builder.ts";
import { buildWithMaven } from "./maven-builder.ts";

const GRADLE_FILES = ["build.gradle", "build.gradle.kts"] as const;

/** A folder with a pom.xml is built as `sam build` does; a jar, a zip and other folders are ready to run. */
export async function buildJava(job: BuildJob): Promise<void> {
  const problem = javaBuildProblem(job.sourceFolder);
  if (problem !== undefined) {
    throw new UserError(
      `${job.logicalId} could not be built: ${problem.what} is not supported: ${problem.help}.`,
    );
  }
  await (hasFile(job.sourceFolder, "pom.xml") ? buildWithMaven(job) : takeAsItIs(job));
}

/** Why the code of a Java function is not built here; undefined where it is, or needs no build. */
export function javaBuildProblem(
  source: string,
): { readonly what: string; readonly help: string } | undefined {
  if (hasFile(source, "pom.xml") || !GRADLE_FILES.some((file) => hasFile(source, file))) return undefined;
  return { what: "a build by Gradle", help: "build it with sam build and start with --built" };
}

function hasFile(folder: string, name: string): boolean {
  return statSync(folder).isDirectory() && existsSync(join(folder, name));
}
