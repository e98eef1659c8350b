import { join } from "node:path";
import type { BuildFailure, BuildOptions, Format, Loader } from "esbuild";
import { isValueMap } from "../../../cloudformation/template/value.ts";
import { UserError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import type { BuildJob } from "./builder.ts";
import { keptPackages } from "./kept-packages.ts";

type Translate = (value: Value) => BuildOptions;

/**
 * Build properties of SAM's esbuild method and the esbuild options they mean.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build-typescript.html
 */
const PROPERTIES: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  ["Format", (value) => ({ format: String(value) as Format })],
  ["Target", (value) => ({ target: String(value) })],
  ["Minify", (value) => ({ minify: isTrue(value) })],
  ["Sourcemap", (value) => ({ sourcemap: isTrue(value) })],
  ["SourcesContent", (value) => ({ sourcesContent: isTrue(value) })],
  ["KeepNames", (value) => ({ keepNames: isTrue(value) })],
  ["External", (value) => ({ external: stringsOf(value) })],
  ["MainFields", (value) => ({ mainFields: stringsOf(value).flatMap((text) => text.split(",")) })],
  ["OutExtension", (value) => ({ outExtension: pairs(value) })],
  ["Loader", (value) => ({ loader: pairs(value) as Record<string, Loader> })],
  ["Define", (value) => ({ define: pairs(value) })],
  ["Banner", (value) => ({ banner: pairs(value) })],
  ["TreeShaking", (value) => ({ treeShaking: isTrue(value) })],
]);

/**
 * Bundles a function with esbuild, in this process. Packages that the source and the folders above it have
 * not are installed, as `sam build` does.
 */
export async function buildWithEsbuild(job: BuildJob): Promise<void> {
  const { build } = await import("esbuild");
  const options = optionsOf(job);
  const failure = await failureOf(build(options));
  if (failure === undefined) return;
  const packages = lacksPackage(failure) ? await keptPackages(job) : undefined;
  const last =
    packages === undefined ? failure : await failureOf(build({ ...options, nodePaths: [packages] }));
  if (last === undefined) return;
  const help = lacksPackage(last) ? `\n${MISSING_PACKAGE}` : "";
  throw new UserError(`${job.logicalId} could not be built: ${last.message}${help}`);
}

const MISSING_PACKAGE =
  "A package is missing: run npm install in the folder whose package.json names it, or name it in a package.json beside the code.";

async function failureOf(build: Promise<unknown>): Promise<(Partial<BuildFailure> & Error) | undefined> {
  try {
    await build;
    return undefined;
  } catch (error) {
    return error as BuildFailure;
  }
}

/** A name that is no path: a package's. */
const lacksPackage = ({ errors = [] }: Partial<BuildFailure>): boolean =>
  errors.some(({ text }) => /^Could not resolve "[^./]/.test(text));

/** The files that a bundle begins with, below the function's folder. */
export function entryPointsOf(buildProperties: Value | undefined): string[] {
  const given = isValueMap(buildProperties) ? buildProperties["EntryPoints"] : undefined;
  return given === undefined ? ["app.ts"] : stringsOf(given);
}

function optionsOf(job: BuildJob): BuildOptions {
  const { EntryPoints: _entries, ...properties } = job.buildProperties;
  const options: BuildOptions = {
    absWorkingDir: job.sourceFolder,
    entryPoints: entryPointsOf(job.buildProperties).map((entry) => join(job.sourceFolder, entry)),
    outdir: job.outputFolder,
    bundle: true,
    platform: "node",
    target: "es2020",
    format: "cjs",
    minify: true,
    logLevel: "silent",
  };
  for (const [name, value] of Object.entries(properties)) {
    const translate = PROPERTIES.get(name);
    if (translate === undefined) {
      throw new UserError(
        `${job.logicalId}: Metadata.BuildProperties.${name} is not supported. Supported: EntryPoints, ${[...PROPERTIES.keys()].join(", ")}.`,
      );
    }
    Object.assign(options, translate(value));
  }
  return options;
}

function isTrue(value: Value): boolean {
  return value === true || value === "true";
}

function stringsOf(value: Value): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** `[".js=.mjs"]` → `{ ".js": ".mjs" }` */
function pairs(value: Value): Record<string, string> {
  return Object.fromEntries(
    stringsOf(value).map((text) => {
      const mark = text.indexOf("=");
      return mark === -1 ? [text, ""] : [text.slice(0, mark), text.slice(mark + 1)];
    }),
  );
}
