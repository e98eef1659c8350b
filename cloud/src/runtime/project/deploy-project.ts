import { join, relative } from "node:path";
import type { DeployResult, StackEngine } from "../../cloudformation/index.ts";
import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import type { Scope } from "../../core/arns.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { shellQuoted } from "../../core/shown-commands.ts";
import type { FindInterpreter } from "../../services/lambda/interpreters/index.ts";
import { javaClientFolder } from "../../services/lambda/interpreters/java-client.ts";
import { nodePackagesFolder } from "../../services/lambda/interpreters/node.ts";
import { pythonPackagesFolder } from "../../services/lambda/interpreters/python.ts";
import type { CloudClient } from "../client/cloud-client.ts";
import { buildFolderOf } from "./build-folder.ts";
import { buildTemplates } from "./build-templates.ts";
import type { BuildTools } from "./builders/builder.ts";
import { deployedProjectOf, readProjectTree } from "./built-project.ts";
import { placedMessage } from "./check/placed-message.ts";
import { type RehearsalOptions, rehearseProject, withFailures } from "./check/rehearsal.ts";
import { placesIn } from "./check/written-places.ts";
import type { TemplateTree } from "./nested-templates.ts";
import { changedBack, parameterHelp } from "./parameter-words.ts";
import { readTemplateText } from "./read-template.ts";
import { runtimeProblem } from "./runtime-warnings.ts";
import { readSamConfig, type SamConfig } from "./samconfig.ts";
import { givenOrDefault } from "./template-parameters.ts";
import { type Finding, findingText } from "./unsupported/finding.ts";
import { inspectTree } from "./unsupported/inspect-tree.ts";
import type { Inspection } from "./unsupported/unsupported-parts.ts";
import { uploadArtifacts } from "./upload-artifacts.ts";

export interface ProjectDeployment {
  readonly stackName: string;
  /** False when the stack was up to date. */
  readonly changed: boolean;
}

/**
 * A `step` is one of a few; a `resource` line comes for every event of every resource; a `warning` stays
 * to be read.
 */
export type OnProgress = (line: string, kind: "step" | "resource" | "warning") => void;

export interface DeployOptions {
  /** Absolute path, of the template where that has a name of its own. */
  readonly folder: string;
  readonly stateDir: string;
  readonly artifactBucket: string;
  readonly scope: Scope;
  readonly engine: StackEngine;
  readonly client: CloudClient;
  readonly findInterpreter: FindInterpreter;
  /** Takes runtimes that AWS has retired and that this cloud can still run. */
  readonly allowsRetired: boolean;
  /** Takes what `sam build` left in the folder, and builds nothing. */
  readonly isBuilt: boolean;
  /** Templates that were tried and are supported, by folder; left out, none is tried. */
  readonly tried?: Map<string, string> | undefined;
  /** Types that are left out of the template. */
  readonly leaveOut: ReadonlySet<string>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly onProgress: OnProgress;
}

/** Builds the functions of one folder, uploads their packages and deploys its template. */
export async function deployProject(options: DeployOptions): Promise<ProjectDeployment> {
  const config = await readSamConfig(options.folder);
  const tree = await readProjectTree(options.folder, options.isBuilt);
  const parameters = valuesOf(options, config, tree);
  await assertSupported(options, { ...config, parameters, tree });
  options.onProgress(`${config.stackName}: ${options.isBuilt ? "packing" : "building"}`, "step");
  const built = await buildOrPlace(options, {
    tree,
    isBuilt: options.isBuilt,
    scope: options.scope,
    parameters,
    buildFolder: buildFolderOf(join(options.stateDir, "build"), config.stackName),
    artifactBucket: options.artifactBucket,
    tools: buildToolsOf(options, config.stackName),
  });
  await uploadArtifacts(options, built.artifacts);
  options.onProgress(`${config.stackName}: deploying`, "step");
  const changes = { before: options.engine.parametersOf(config.stackName), written: config.parameters };
  for (const line of changedBack(tree.template, { ...changes, given: options.parameters })) {
    options.onProgress(`${config.stackName}: ${line}`, "warning");
  }
  const result = await deployTemplate(options, config, built.template);
  return {
    stackName: config.stackName,
    changed: result.changed,
  };
}

/** What does not exist is told with its place in the template. */
async function buildOrPlace(options: DeployOptions, build: Parameters<typeof buildTemplates>[0]) {
  try {
    return await buildTemplates(build);
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.endsWith(", which does not exist.")) throw error;
    const [logicalId = ""] = error.message.split(": ", 1);
    const { file, text } = readTemplateText(deployedProjectOf(options.folder, options.isBuilt)) ?? {};
    const line = text === undefined ? undefined : placesIn(text)(["Resources", logicalId])?.line;
    const place =
      file === undefined || line === undefined ? "" : `\n  ${relative(process.cwd(), file)}:${line}`;
    throw new UserError(`${error.message}${place}`, error.nextCommand ?? checkOf(options));
  }
}

/** The command that tells everything at once. */
function checkOf({ folder }: DeployOptions): string {
  const path = relative(process.cwd(), folder);
  return `npx portcullis check ${shellQuoted(path === "" ? "." : path)}`;
}

function buildToolsOf(options: DeployOptions, stackName: string): BuildTools {
  const { findInterpreter, allowsRetired, stateDir, onProgress } = options;
  return {
    findInterpreter,
    allowsRetired,
    cacheFolder: join(stateDir, "build", ".packages"),
    pythonPackages: (version) => pythonPackagesFolder(stateDir, version),
    nodePackages: nodePackagesFolder(stateDir),
    javaClientFolder: javaClientFolder(stateDir),
    userFolder: process.env["HOME"],
    onStep: (line) => onProgress(`${stackName}: ${line}`, "step"),
    onWarning: (line) => onProgress(`${stackName}: ${line}`, "warning"),
  };
}

/** Of the parameters, as the stack will have them. */
function valuesOf(
  { engine, parameters: given }: DeployOptions,
  { stackName, parameters }: SamConfig,
  { template }: TemplateTree,
): ReadonlyMap<string, string> {
  return givenOrDefault(template, { ...engine.parametersOf(stackName), ...parameters, ...given });
}

/** All at once and before the build: a person who learns it one by one deploys, and waits, each time. */
async function assertSupported(
  options: DeployOptions,
  {
    stackName,
    parameters,
    tree,
  }: {
    readonly stackName: string;
    readonly parameters: ReadonlyMap<string, string>;
    readonly tree: TemplateTree;
  },
): Promise<void> {
  const { engine, scope, leaveOut } = options;
  const { root, nested } = await inspectTree(tree, {
    stackName,
    unsupported: engine.unsupported,
    leaveOut,
    runtimeProblem: (runtime) => runtimeProblem(runtime, options.findInterpreter),
    scope,
    parameters,
  });
  const tried = await withTrial(root, { ...options, stackName, parameters });
  const findings = [...tried, ...nested.findings];
  if (findings.length === 0) return;
  throw new UserError(
    `${stackName}: the template may be right for AWS; Portcullis does not support all of it yet. Nothing was built or changed.\n${findings.map((one) => `  ${findingText(one)}\n`).join("")}\`portcullis check\` of the folder says where each stands, and what helps. What is missing: docs/gaps.md of Portcullis.`,
  );
}

/** What only making the resources tells: in a cloud that is thrown away, once for each template. */
async function withTrial(
  inspection: Inspection,
  options: Omit<DeployOptions, "parameters"> & Pick<RehearsalOptions, "stackName" | "parameters">,
): Promise<readonly Finding[]> {
  const { engine, folder, tried, scope } = options;
  if (tried === undefined) return inspection.findings;
  const text = JSON.stringify([inspection.expanded, [...options.parameters]]);
  if (inspection.findings.length === 0 && tried.get(folder) === text) return [];
  const { openScratchCloud } = await import("./check/scratch-cloud.ts");
  const scratch = openScratchCloud(scope);
  try {
    const exports = new Map(engine.exports().map(({ name, value }) => [name, value]));
    const { failures } = await rehearseProject(inspection, { ...options, engine: scratch.engine, exports });
    const findings = withFailures(inspection.findings, failures);
    if (findings.length === 0) tried.set(folder, text);
    return findings;
  } finally {
    await scratch.close();
  }
}

async function deployTemplate(
  options: DeployOptions,
  { stackName, parameters, capabilities }: SamConfig,
  template: ValueMap,
): Promise<DeployResult> {
  try {
    return await options.engine.deploy(
      {
        stackName,
        templateBody: JSON.stringify(template),
        parameters: { ...parameters, ...declaredOf(options.parameters, template) },
        capabilities,
        tags: {},
        // As `sam deploy`: what was given once stays until something else is given.
        keptParameters: parameterNames(template),
      },
      (event) => options.onProgress(`${stackName}: ${event.logicalId} ${event.status}`, "resource"),
    );
  } catch (error) {
    // What a template or parameter has wrong is the person's to mend: one message, no stack trace.
    if (error instanceof UserError) throw new UserError(placedIn(options, error.message), error.nextCommand);
    if (!(error instanceof AwsError)) throw error;
    const help = parameterHelp(error.message, template, { ...parameters, ...options.parameters });
    throw new UserError(
      `${stackName}: ${placedIn(options, error.message)}${help === undefined ? "" : `\n  ${help}`}`,
      error.code === "ValidationError" && help === undefined ? checkOf(options) : undefined,
    );
  }
}

/** With the places of what it names, as far as the template of the folder has them. */
function placedIn({ folder, isBuilt }: DeployOptions, message: string): string {
  const written = readTemplateText(deployedProjectOf(folder, isBuilt));
  if (written === undefined) return message;
  return placedMessage(message, { file: relative(process.cwd(), written.file), text: written.text });
}

/** Parameters on the command line are meant for whichever of the templates declares them. */
function declaredOf(
  parameters: Readonly<Record<string, string>>,
  template: ValueMap,
): Record<string, string> {
  const declared = new Set(parameterNames(template));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => declared.has(name)));
}

function parameterNames(template: ValueMap): string[] {
  const declared = template["Parameters"];
  return isValueMap(declared) ? Object.keys(declared) : [];
}
