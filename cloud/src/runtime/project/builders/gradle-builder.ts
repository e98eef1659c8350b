import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, sep } from "node:path";
import { UserError } from "../../../core/errors.ts";
import { toolEnvironment } from "../../../services/lambda/interpreters/interpreter.ts";
import type { BuildJob } from "./builder.ts";
import { failureOf, GRADLE, helpFor, isFile, isOnPath, LEFT_OUT } from "./java-tools.ts";
import { sourceKey, takeKeptBuild } from "./kept-build.ts";
import { runTool, ToolError } from "./run-tool.ts";

const SETTINGS = ["settings.gradle", "settings.gradle.kts"] as const;
const QUIETLY = ["--console=plain", "--quiet", "--no-daemon"] as const;

/** Makes Gradle build outside of the sources, and leave there what a package is made of. */
const INIT_SCRIPT = `
def output = new File(System.getProperty('portcullis.output'))
def source = new File(System.getProperty('portcullis.source')).canonicalFile

gradle.afterProject { project ->
    project.buildDir = new File(output, 'builds/' + Integer.toHexString(project.projectDir.path.hashCode()))
    if (project.projectDir.canonicalFile != source || !project.plugins.hasPlugin('java')) return
    project.tasks.getByName('build').doLast {
        def jars = project.configurations.archives.artifacts.files.files.findAll { it.name.endsWith('.jar') }
        project.copy { from jars.collect { project.zipTree(it) }; into new File(output, 'classes') }
        project.copy { from jars; into new File(output, 'jars') }
        project.copy { from project.configurations.runtimeClasspath; into new File(output, 'lib') }
    }
}
`;

type Place = Pick<BuildJob, "sourceFolder" | "projectFolder">;

/**
 * `gradle build`, by the wrapper of the project where it has one: the classes of a function in the root of its
 * package and what it needs in `lib`; a layer has its own jar there as well. Nothing is written among the
 * sources, and it is built again only when one of them changed.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build.html
 */
export async function buildWithGradle(job: BuildJob): Promise<void> {
  const root = rootOf(job);
  const key = sourceKey(root, (path) => isSource(root, path));
  await takeKeptBuild(job, { tool: "gradle", key }, (made) => build(job, made));
}

/** The wrapper of a project: beside the code, at the top of the build, or beside the template. */
export function gradleWrapper(place: Place): string | undefined {
  const folders = [place.sourceFolder, rootOf(place), place.projectFolder];
  return folders.map((folder) => join(folder, GRADLE.wrapper)).find(isFile);
}

/** The folder of the project whose settings name the code as a part of it; the code's own where none does. */
function rootOf({ sourceFolder, projectFolder }: Place): string {
  const isInside = (folder: string) => folder === projectFolder || folder.startsWith(projectFolder + sep);
  for (let folder = sourceFolder; isInside(folder); folder = dirname(folder)) {
    if (SETTINGS.some((name) => isFile(join(folder, name)))) return folder;
  }
  return sourceFolder;
}

/** What Gradle makes beside a build file is none; deeper down it may be a package of that name. */
function isSource(root: string, path: string): boolean {
  if (LEFT_OUT.has(basename(path))) return false;
  const besideManifest = GRADLE.manifests.some((name) => isFile(join(root, dirname(path), name)));
  return basename(path) !== "build" || !besideManifest;
}

async function build(job: BuildJob, made: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "portcullis-gradle-"));
  try {
    await runGradle(job, scratch);
    takeResult(job, scratch, made);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function runGradle(job: BuildJob, scratch: string): Promise<void> {
  const { logicalId, sourceFolder, tools } = job;
  const script = join(scratch, "init.gradle");
  writeFileSync(script, INIT_SCRIPT);
  const wrapper = gradleWrapper(job);
  const options = [
    ...QUIETLY,
    ...["--project-cache-dir", join(scratch, "cache")],
    ...["--init-script", script],
    `-Dportcullis.output=${scratch}`,
    `-Dportcullis.source=${sourceFolder}`,
  ];
  const program =
    wrapper === undefined ? { file: GRADLE.program, first: [] } : { file: "sh", first: [wrapper] };
  tools.onStep(`${logicalId}: building with Gradle`);
  try {
    await runTool({
      file: program.file,
      args: [...program.first, "build", ...options],
      cwd: sourceFolder,
      environment: toolEnvironment(process.env),
    });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new UserError(`${logicalId} could not be built: ${wordsOf(error, wrapper)}`);
  }
}

/** What a wrapper says before it has a Gradle, and where it looks for one. */
const DOWNLOADING = /Downloading (https?:\/\/\S{1,300})/;

function wordsOf(error: ToolError, wrapper: string | undefined): string {
  if (error.isMissing) return `Gradle is not on PATH: ${helpFor(GRADLE)}.`;
  const address = DOWNLOADING.exec(error.message)?.[1];
  if (wrapper === undefined || address === undefined || !error.message.includes("Exception")) {
    return failureOf(GRADLE, error);
  }
  const instead = isOnPath(GRADLE) ? `, or remove ${wrapper} to use the Gradle of this machine` : "";
  return `the wrapper ${wrapper} could not fetch Gradle from ${address}: run it once where that address is reached (it is kept in ~/.gradle), let distributionUrl in gradle/wrapper/gradle-wrapper.properties name a mirror or a file${instead}.\n${error.message}`;
}

function takeResult({ logicalId, kind }: BuildJob, scratch: string, made: string): void {
  const jars = join(scratch, "jars");
  const lib = join(scratch, "lib");
  if (!existsSync(jars)) {
    throw new UserError(
      `${logicalId} could not be built: gradle made no jar of the folder; does it apply the plugin java?`,
    );
  }
  cpSync(
    join(scratch, kind === "function" ? "classes" : "jars"),
    kind === "function" ? made : join(made, "lib"),
    {
      recursive: true,
    },
  );
  if (existsSync(lib)) cpSync(lib, join(made, "lib"), { recursive: true });
}
