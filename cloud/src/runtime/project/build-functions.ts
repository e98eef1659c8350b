import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import { UserError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { programOf } from "../../services/lambda/environments/program-file.ts";
import { familyOf, type RuntimeFamily } from "../../services/lambda/functions/runtime-families.ts";
import type { Builder, BuildTools } from "./builders/builder.ts";
import { takeAsItIs } from "./builders/copy-builder.ts";
import { buildWithEsbuild } from "./builders/esbuild-builder.ts";
import { buildWithMake } from "./builders/makefile-builder.ts";
import { buildWithNpm } from "./builders/npm-builder.ts";
import { buildWithPip } from "./builders/pip-builder.ts";
import { bringPythonSdk } from "./builders/python-sdk.ts";
import { runtimeWarnings } from "./runtime-warnings.ts";
import { zipFolder } from "./zip-folder.ts";

/** A deployment package or a nested template, named by its content. */
export interface Artifact {
  readonly key: string;
  readonly zip: Buffer;
}

const BUILDERS: ReadonlyMap<string, Builder> = new Map([
  ["esbuild", buildWithEsbuild],
  ["makefile", buildWithMake],
]);

/** What `sam build` does for a runtime without being told. */
const BY_FAMILY: Readonly<Partial<Record<RuntimeFamily["name"], Builder>>> = {
  node: buildWithNpm,
  python: buildWithPip,
};

/** Whether functions are built by this `Metadata.BuildMethod`. */
export function isBuildMethod(method: Value): boolean {
  return BUILDERS.has(String(method));
}

const FUNCTION_TYPE = "AWS::Serverless::Function";

/**
 * Builds every function of `template` whose code is local and answers the template with CodeUri
 * pointing at `artifactBucket`, as `sam package` does, and the packages to upload.
 */
export async function buildFunctions(options: {
  readonly template: ValueMap;
  readonly projectFolder: string;
  readonly buildFolder: string;
  readonly artifactBucket: string;
  readonly tools: BuildTools;
}): Promise<{ readonly template: ValueMap; readonly artifacts: readonly Artifact[] }> {
  const resources = options.template["Resources"];
  if (!isValueMap(resources)) return { template: options.template, artifacts: [] };
  const built: ValueMap = { ...resources };
  const artifacts: Artifact[] = [];
  for (const [logicalId, resource] of functionsOf(options.template)) {
    const { tools } = options;
    const runtime = String(propertyOf(options.template, resource, "Runtime") ?? "");
    for (const warning of runtimeWarnings(runtime, tools)) tools.onWarning(`${logicalId}: ${warning}`);
    const source = localSource(options.template, resource, options.projectFolder);
    const outputFolder = join(options.buildFolder, logicalId);
    await bringSdkForInline(resource, runtime, tools);
    if (source === undefined) continue;
    const artifact = await buildOne(logicalId, resource, {
      sourceFolder: source,
      outputFolder,
      runtime,
      tools,
    });
    const warning = wrongMachine(options, resource, outputFolder);
    if (warning !== undefined) tools.onWarning(`${logicalId}: ${warning}`);
    artifacts.push(artifact);
    built[logicalId] = withCode(resource, { Bucket: options.artifactBucket, Key: artifact.key });
  }
  return { template: { ...options.template, Resources: built }, artifacts };
}

/** Functions of a template with their logical ids. */
export function functionsOf(template: ValueMap): [string, ValueMap][] {
  const resources = template["Resources"];
  if (!isValueMap(resources)) return [];
  return Object.entries(resources).flatMap(([logicalId, resource]): [string, ValueMap][] =>
    isValueMap(resource) && resource["Type"] === FUNCTION_TYPE ? [[logicalId, resource]] : [],
  );
}

/** AWS runs a program on the processor that Architectures names, whatever this machine has. */
function wrongMachine(
  { template }: { readonly template: ValueMap },
  resource: ValueMap,
  outputFolder: string,
): string | undefined {
  const file = join(outputFolder, "bootstrap");
  if (!existsSync(file)) return undefined;
  const architecture = programOf(file)?.architecture;
  const named = propertyOf(template, resource, "Architectures");
  const [wanted = "x86_64"] = Array.isArray(named) ? named : [];
  if (architecture === undefined || typeof wanted !== "string" || architecture === wanted) return undefined;
  return `its program is built for ${architecture} and its Architectures say ${wanted}: it will not run on AWS`;
}

interface Place {
  readonly sourceFolder: string;
  readonly outputFolder: string;
  readonly runtime: string;
  readonly tools: BuildTools;
}

async function buildOne(
  logicalId: string,
  resource: ValueMap,
  { sourceFolder, outputFolder, runtime, tools }: Place,
): Promise<Artifact> {
  if (!existsSync(sourceFolder)) {
    throw new UserError(`${logicalId}: CodeUri points at ${sourceFolder}, which does not exist.`);
  }
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  const metadata = isValueMap(resource["Metadata"]) ? resource["Metadata"] : {};
  const buildProperties = isValueMap(metadata["BuildProperties"]) ? metadata["BuildProperties"] : {};
  await builderFor(
    logicalId,
    metadata["BuildMethod"],
    runtime,
  )({
    logicalId,
    sourceFolder,
    outputFolder,
    buildProperties,
    metadata,
    runtime,
    tools,
  });
  await bringPythonSdk({ runtime, folder: outputFolder }, tools);
  const zip = zipFolder(outputFolder);
  return { key: createHash("sha256").update(zip).digest("hex"), zip };
}

async function bringSdkForInline(resource: ValueMap, runtime: string, tools: BuildTools): Promise<void> {
  const code = isValueMap(resource["Properties"]) ? resource["Properties"]["InlineCode"] : undefined;
  if (typeof code === "string") await bringPythonSdk({ runtime, source: code }, tools);
}

/** Without a method the runtime decides, as for `sam build`. */
function builderFor(logicalId: string, method: Value | undefined, runtime: string): Builder {
  if (method === undefined) return BY_FAMILY[familyOf(runtime)?.name ?? "provided"] ?? takeAsItIs;
  const builder = BUILDERS.get(String(method));
  if (builder !== undefined) return builder;
  throw new UserError(
    `${logicalId}: Metadata.BuildMethod ${JSON.stringify(method)} is not supported. Supported: ${[...BUILDERS.keys()].join(", ")}, or none for code that is ready to run.`,
  );
}

/** Absolute path of a local CodeUri; undefined for inline code and code that is in S3 already. */
export function localSource(
  template: ValueMap,
  resource: ValueMap,
  projectFolder: string,
): string | undefined {
  const properties = isValueMap(resource["Properties"]) ? resource["Properties"] : {};
  if (properties["InlineCode"] !== undefined) return undefined;
  const codeUri = propertyOf(template, resource, "CodeUri") ?? ".";
  if (typeof codeUri !== "string" || codeUri.startsWith("s3://")) return undefined;
  return resolve(projectFolder, codeUri);
}

/** A property of the function, or what the template gives all functions. */
function propertyOf(template: ValueMap, { Properties }: ValueMap, name: string): Value | undefined {
  const own = isValueMap(Properties) ? Properties[name] : undefined;
  if (own !== undefined) return own;
  const globals = template["Globals"];
  const functions = isValueMap(globals) ? globals["Function"] : undefined;
  return isValueMap(functions) ? functions[name] : undefined;
}

function withCode(resource: ValueMap, code: ValueMap): ValueMap {
  const properties = isValueMap(resource["Properties"]) ? resource["Properties"] : {};
  return { ...resource, Properties: { ...properties, CodeUri: code } };
}
