import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { programOf } from "../../services/lambda/environments/program-file.ts";
import { familyOf, type RuntimeFamily } from "../../services/lambda/functions/runtime-families.ts";
import { buildFolderOf } from "./build-folder.ts";
import type { Builder, BuildJob, BuildTools } from "./builders/builder.ts";
import { buildWithBundler } from "./builders/bundler-builder.ts";
import { takeAsItIs } from "./builders/copy-builder.ts";
import { buildWithEsbuild } from "./builders/esbuild-builder.ts";
import { buildWithGo } from "./builders/go-builder.ts";
import { buildJava, javaBuildProblem } from "./builders/java-builder.ts";
import { bringJavaClient } from "./builders/java-client.ts";
import { buildWithMake } from "./builders/makefile-builder.ts";
import { bringNodeSdk } from "./builders/node-sdk.ts";
import { buildWithNpm } from "./builders/npm-builder.ts";
import { buildWithPip } from "./builders/pip-builder.ts";
import { bringPythonSdk } from "./builders/python-sdk.ts";
import { buildWithCargoLambda } from "./builders/rust-builder.ts";
import { buildWithUv, uvProblem } from "./builders/uv-builder.ts";
import {
  inlineSource,
  localSource,
  type PackagedResource,
  packagedResources,
  withUploaded,
} from "./packaged-resources.ts";
import { runtimeWarnings } from "./runtime-warnings.ts";
import { zipFolder } from "./zip-folder.ts";

/** A deployment package or a nested template, named by its content. */
export interface Artifact {
  readonly key: string;
  readonly zip: Buffer;
}

/** How something is built, and where in its package the result belongs. */
interface BuildPlan {
  readonly build: Builder;
  readonly subfolder: string;
  /** What the builder is told to build for; empty when it is for none in particular. */
  readonly runtime: string;
}

const BUILDERS: ReadonlyMap<string, Builder> = new Map([
  ["esbuild", buildWithEsbuild],
  ["go1.x", buildWithGo],
  ["makefile", buildWithMake],
  ["python-uv", buildWithUv],
  ["rust-cargolambda", buildWithCargoLambda],
]);

/** What `sam build` does for a runtime without being told. */
const BY_FAMILY: Readonly<Partial<Record<RuntimeFamily["name"], Builder>>> = {
  node: buildWithNpm,
  python: buildWithPip,
  provided: buildProvided,
  go: buildProvided,
  java: buildJava,
  ruby: buildWithBundler,
};

/** Whether functions are built by this `Metadata.BuildMethod`; `sam build` takes a runtime as one, too. */
export function isBuildMethod(method: Value): boolean {
  return BUILDERS.has(String(method)) || runtimeBuilder(method) !== undefined;
}

/** What builds for a runtime that a method names. */
function runtimeBuilder(method: Value): Builder | undefined {
  const family = familyOf(String(method))?.name ?? "provided";
  return family === "provided" ? undefined : BY_FAMILY[family];
}

/** What a build needs and this machine lacks. */
const PROBLEMS: Readonly<Partial<Record<RuntimeFamily["name"], typeof javaBuildProblem>>> = {
  java: javaBuildProblem,
};

/** Why local code that is built by its runtime is not built here; undefined where it is. */
export function buildProblem(part: PackagedResource, projectFolder: string) {
  const source = isReady(part) ? undefined : localSource(part, projectFolder);
  const method = part.metadata["BuildMethod"];
  const family = familyOf(String(method ?? part.properties["Runtime"]))?.name;
  if (source !== undefined && method === "python-uv" && existsSync(source)) return uvProblem();
  if (source === undefined || family === undefined || !existsSync(source)) return undefined;
  return PROBLEMS[family]?.({ sourceFolder: source, projectFolder });
}

/** A folder with its program is ready to run; one of Go sources is not. */
async function buildProvided(job: BuildJob): Promise<void> {
  const has = (name: string) => existsSync(join(job.sourceFolder, name));
  await (has("go.mod") && !has(job.program) ? buildWithGo(job) : takeAsItIs(job));
}

/** What the runtime starts: `provided.*` has a name of its own for it, `go1.x` takes the handler's. */
function programIn({ Handler: handler }: PackagedResource["properties"], runtime: string): string {
  const isNamed = familyOf(runtime)?.name === "go" && typeof handler === "string" && handler !== "";
  // A program beside the package is none of it, and nothing is written there.
  return isNamed && !handler.split("/").includes("..") ? handler : "bootstrap";
}

/** Where a runtime looks in `/opt`. */
const LAYER_FOLDERS: Readonly<Partial<Record<RuntimeFamily["name"], string>>> = {
  node: "nodejs",
  python: "python",
  java: "java",
  // Where `sam build` puts them, gems included: of these RUBYLIB finds the files alone.
  ruby: "ruby/lib",
};

/**
 * Builds every function and layer of `template` whose code is local and answers the template with its
 * place in `artifactBucket`, as `sam package` does, and the packages to upload.
 */
export async function buildFunctions(options: {
  readonly template: ValueMap;
  readonly projectFolder: string;
  /** All of it is ready to run. */
  readonly isBuilt: boolean;
  readonly buildFolder: string;
  readonly artifactBucket: string;
  readonly tools: BuildTools;
}): Promise<{ readonly template: ValueMap; readonly artifacts: readonly Artifact[] }> {
  const resources = options.template["Resources"];
  if (!isValueMap(resources)) return { template: options.template, artifacts: [] };
  const { tools, artifactBucket: bucket } = options;
  const built: ValueMap = { ...resources };
  const artifacts: Artifact[] = [];
  const shared = new Map<string, Built>();
  for (const part of packagedResources(options.template)) {
    const { logicalId } = part;
    const runtime = String(part.properties["Runtime"] ?? "");
    for (const warning of runtimeWarnings(runtime, tools)) tools.onWarning(`${logicalId}: ${warning}`);
    const source = localSource(part, options.projectFolder);
    const inline = inlineSource(part);
    if (inline !== undefined) await bringSdk({ runtime, source: inline }, tools);
    if (source === undefined) continue;
    const key = shareKey(part, source);
    const before = key === undefined ? undefined : shared.get(key);
    const folder = before?.folder ?? buildFolderOf(options.buildFolder, logicalId);
    const artifact = before?.artifact ?? (await buildOne(part, { ...options, source, folder, runtime }));
    const warning = wrongMachine(part, folder);
    if (warning !== undefined) tools.onWarning(`${logicalId}: ${warning}`);
    if (before === undefined) artifacts.push(artifact);
    if (key !== undefined) shared.set(key, { artifact, folder });
    built[logicalId] = withUploaded(part, { bucket, key: artifact.key });
  }
  return { template: { ...options.template, Resources: built }, artifacts };
}

interface Built {
  readonly artifact: Artifact;
  /** Where it was built. */
  readonly folder: string;
}

/** What two functions of one folder have in common when one build is enough; make is told which one it builds. */
function shareKey({ type, properties, metadata }: PackagedResource, source: string): string | undefined {
  if (metadata["BuildMethod"] === "makefile") return undefined;
  const runtime = String(properties["Runtime"] ?? "");
  return JSON.stringify([type.kind, source, runtime, programIn(properties, runtime), metadata]);
}

/** AWS runs a program on the processor that Architectures names, whatever this machine has. */
function wrongMachine({ properties }: PackagedResource, outputFolder: string): string | undefined {
  const file = join(outputFolder, programIn(properties, String(properties["Runtime"])));
  if (!existsSync(file)) return undefined;
  const architecture = programOf(file)?.architecture;
  const named = properties["Architectures"];
  const [wanted = "x86_64"] = Array.isArray(named) ? named : [];
  if (architecture === undefined || typeof wanted !== "string" || architecture === wanted) return undefined;
  return `its program is built for ${architecture} and its Architectures say ${wanted}: it will not run on AWS`;
}

interface Place {
  /** Absolute path of what is built. */
  readonly source: string;
  /** Absolute; everything in it becomes the package. */
  readonly folder: string;
  readonly runtime: string;
  readonly projectFolder: string;
  readonly isBuilt: boolean;
  readonly tools: BuildTools;
}

async function buildOne(part: PackagedResource, place: Place): Promise<Artifact> {
  const { logicalId, type, metadata } = part;
  const { source: sourceFolder, folder, tools } = place;
  if (!existsSync(sourceFolder)) {
    throw new UserError(`${logicalId}: ${type.property} points at ${sourceFolder}, which does not exist.`);
  }
  const { build, subfolder, runtime } = place.isBuilt
    ? { build: takeAsItIs, subfolder: "", runtime: place.runtime }
    : planOf(part, place.runtime);
  const outputFolder = join(folder, subfolder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  const buildProperties = isValueMap(metadata["BuildProperties"]) ? metadata["BuildProperties"] : {};
  await build({
    logicalId,
    kind: type.kind,
    sourceFolder,
    projectFolder: place.projectFolder,
    outputFolder,
    buildProperties,
    metadata,
    runtime,
    program: programIn(part.properties, place.runtime),
    tools,
  });
  if (type.kind === "function") await bringSdk({ runtime, folder }, tools);
  const zip = zipFolder(folder);
  return { key: createHash("sha256").update(zip).digest("hex"), zip };
}

/** What AWS's runtimes carry, for code that needs it. */
async function bringSdk(code: Parameters<typeof bringPythonSdk>[0], tools: BuildTools): Promise<void> {
  await bringPythonSdk(code, tools);
  await bringNodeSdk(code, tools);
  await bringJavaClient(code, tools);
}

function isReady({ metadata }: Pick<PackagedResource, "metadata">): boolean {
  return String(metadata["SkipBuild"]).toLowerCase() === "true";
}

function planOf({ logicalId, type, metadata, properties }: PackagedResource, runtime: string): BuildPlan {
  if (isReady({ metadata })) return { build: takeAsItIs, subfolder: "", runtime };
  const method = metadata["BuildMethod"];
  const builder = BUILDERS.get(String(method));
  if (builder === buildWithUv && type.kind === "layer") {
    const [first = ""] = asList(properties["CompatibleRuntimes"]);
    return { build: builder, subfolder: LAYER_FOLDERS.python ?? "", runtime: String(first) };
  }
  if (builder !== undefined) return { build: builder, subfolder: "", runtime };
  // Without a method the runtime decides, as for `sam build`; a layer without one is ready to use.
  if (method === undefined) {
    const own = type.kind === "function" ? BY_FAMILY[familyOf(runtime)?.name ?? "provided"] : undefined;
    return { build: own ?? takeAsItIs, subfolder: "", runtime };
  }
  const build = runtimeBuilder(method);
  if (build === undefined) throw unsupportedMethod(logicalId, method);
  if (type.kind === "function") return { build, subfolder: "", runtime };
  const family = familyOf(String(method))?.name ?? "provided";
  return { build, subfolder: LAYER_FOLDERS[family] ?? "", runtime: String(method) };
}

function asList(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function unsupportedMethod(logicalId: string, method: Value): UserError {
  return new UserError(
    `${logicalId}: Metadata.BuildMethod ${JSON.stringify(method)} is not supported. Supported: ${[...BUILDERS.keys()].join(", ")}, a Node.js, Python, Java or Ruby runtime, or none for code that is ready to run.`,
  );
}
