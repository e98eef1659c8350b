import { join } from "node:path";
import type { DeployResult, StackEngine } from "../../cloudformation/index.ts";
import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import type { Scope } from "../../core/arns.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { type FindPython, pythonPackagesFolder } from "../../services/lambda/interpreters/python.ts";
import type { CloudClient, RawReply } from "../client/cloud-client.ts";
import type { Artifact } from "./build-functions.ts";
import { buildTemplates } from "./build-templates.ts";
import type { BuildTools } from "./builders/builder.ts";
import { readTemplateTree, type TemplateTree, templatesOf } from "./nested-templates.ts";
import { readTemplate } from "./read-template.ts";
import { runtimeProblem } from "./runtime-warnings.ts";
import { readSamConfig, type SamConfig } from "./samconfig.ts";
import { unsupportedParts } from "./unsupported/unsupported-parts.ts";

export interface ProjectDeployment {
  readonly stackName: string;
  /** False when the stack was up to date. */
  readonly changed: boolean;
  /** Names of the given parameters that the template declares. */
  readonly declaredParameters: readonly string[];
}

/**
 * A `step` is one of a few; a `resource` line comes for every event of every resource; a `warning` stays
 * to be read.
 */
export type OnProgress = (line: string, kind: "step" | "resource" | "warning") => void;

export interface DeployOptions {
  readonly folder: string;
  readonly stateDir: string;
  readonly artifactBucket: string;
  readonly scope: Scope;
  readonly engine: StackEngine;
  readonly client: CloudClient;
  readonly findPython: FindPython;
  /** Takes runtimes that AWS has retired and that this cloud can still run. */
  readonly allowsRetired: boolean;
  readonly parameters: Readonly<Record<string, string>>;
  readonly onProgress: OnProgress;
}

/** Builds the functions of one folder, uploads their packages and deploys its template. */
export async function deployProject(options: DeployOptions): Promise<ProjectDeployment> {
  const { template } = await readTemplate(options.folder);
  const config = await readSamConfig(options.folder);
  const tree = await readTemplateTree(template, options.folder);
  assertSupported(options, config, tree);
  options.onProgress(`${config.stackName}: building`, "step");
  const built = await buildTemplates({
    tree,
    region: options.scope.region,
    buildFolder: join(options.stateDir, "build", config.stackName),
    artifactBucket: options.artifactBucket,
    tools: buildToolsOf(options, config.stackName),
  });
  await uploadArtifacts(options, built.artifacts);
  options.onProgress(`${config.stackName}: deploying`, "step");
  const result = await deployTemplate(options, config, built.template);
  return {
    stackName: config.stackName,
    changed: result.changed,
    declaredParameters: Object.keys(declaredOf(options.parameters, template)),
  };
}

function buildToolsOf(options: DeployOptions, stackName: string): BuildTools {
  const { findPython, allowsRetired, stateDir, onProgress } = options;
  return {
    findPython,
    allowsRetired,
    cacheFolder: join(stateDir, "build", ".packages"),
    pythonPackages: (version) => pythonPackagesFolder(stateDir, version),
    onStep: (line) => onProgress(`${stackName}: ${line}`, "step"),
    onWarning: (line) => onProgress(`${stackName}: ${line}`, "warning"),
  };
}

/** All at once and before the build: a person who learns it one by one deploys, and waits, each time. */
function assertSupported(
  options: DeployOptions,
  { stackName, parameters }: SamConfig,
  tree: TemplateTree,
): void {
  const { engine, scope } = options;
  const given = { ...engine.parametersOf(stackName), ...parameters, ...options.parameters };
  const parts = templatesOf(tree).flatMap(({ template, path }) => {
    const found = unsupportedParts(template, {
      stackName,
      supports: engine.supports,
      runtimeProblem: (runtime) => runtimeProblem(runtime, options.findPython),
      scope,
      // What a nested template is given is known when its stack is made.
      parameters: givenOrDefault(template, path.length === 0 ? given : {}),
    });
    return found.map((part) => [...path, part].join("/"));
  });
  if (parts.length === 0) return;
  throw new UserError(
    `${stackName}: the template may be right for AWS; Portcullis does not support all of it yet. Nothing was built or changed.\n${parts.map((part) => `  ${part}\n`).join("")}See docs/gaps.md.`,
  );
}

function givenOrDefault(template: ValueMap, given: Readonly<Record<string, string>>): Map<string, string> {
  const declared = template["Parameters"];
  return new Map(
    Object.entries(isValueMap(declared) ? declared : {}).flatMap(([name, definition]) => {
      const byDefault = isValueMap(definition) ? definition["Default"] : undefined;
      const value = given[name] ?? byDefault;
      return value === undefined || value === null || typeof value === "object"
        ? []
        : [[name, String(value)]];
    }),
  );
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
    if (error instanceof AwsError) throw new UserError(`${stackName}: ${error.message}`);
    throw error;
  }
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

async function uploadArtifacts(options: DeployOptions, artifacts: readonly Artifact[]): Promise<void> {
  if (artifacts.length === 0) return;
  const { client, artifactBucket } = options;
  await ensureBucket(client, artifactBucket, options.scope.region);
  for (const { key, zip } of artifacts) {
    const path = `/${artifactBucket}/${key}`;
    const known = await client.send({ service: "s3", method: "HEAD", path });
    if (known.status === 200) continue;
    assertStored(await client.send({ service: "s3", method: "PUT", path, body: zip }));
  }
}

async function ensureBucket(client: CloudClient, bucket: string, region: string): Promise<void> {
  const known = await client.send({ service: "s3", method: "HEAD", path: `/${bucket}` });
  if (known.status === 200) return;
  const body = `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  assertStored(
    await client.send({
      service: "s3",
      method: "PUT",
      path: `/${bucket}`,
      ...(region === "us-east-1" ? {} : { body }),
    }),
  );
}

function assertStored(reply: RawReply): void {
  if (reply.status === 200) return;
  throw new Error(`A deployment package could not be stored: ${reply.body.toString("utf8").slice(0, 500)}`);
}
