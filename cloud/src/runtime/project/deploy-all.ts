import type { StackEngine } from "../../cloudformation/index.ts";
import type { CloudConfig } from "../../core/config.ts";
import { UserError } from "../../core/errors.ts";
import { createInterpreterFinder } from "../../services/lambda/interpreters/index.ts";
import type { CloudClient } from "../client/cloud-client.ts";
import { deployedProjectOf } from "./built-project.ts";
import { assertDeclared } from "./declared-parameters.ts";
import type { OnProgress } from "./deploy-project.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { SETTLED, withLastGood } from "./last-good.ts";
import { projectFolderOf } from "./project-path.ts";
import type { DeployedProject, ProjectStore } from "./project-store.ts";
import { readSamConfig, type SamConfig } from "./samconfig.ts";

export interface DeployReport {
  /** Absolute path, of the template where that has a name of its own. */
  readonly folder: string;
  readonly stackName: string;
  readonly changed: boolean;
  readonly milliseconds: number;
}

/** The cloud that is deployed to. */
interface TargetCloud {
  readonly config: CloudConfig;
  readonly engine: StackEngine;
  readonly client: CloudClient;
}

export interface DeployAllOptions {
  readonly cloud: TargetCloud;
  readonly store: ProjectStore;
  /** Absolute paths of folders or templates, in the order of deployment: exports come before imports. */
  readonly folders: readonly string[];
  /** Parameters over `samconfig.toml`, for the templates that declare them. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Parameters of the command line, over all others: each must be declared by some template. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Templates that were tried and are supported, by folder: kept from one run to the next. Left out, none is tried. */
  readonly tried?: Map<string, string>;
  /** Whether the cloud goes on when this fails: what it says then is about stacks that run. */
  readonly isUp?: boolean;
  readonly onProgress: OnProgress;
}

/** Deploys what changed since the last start; a folder without changes costs a look at its files. */
export async function deployAll(options: DeployAllOptions): Promise<DeployReport[]> {
  const { folders, parameters, cloud } = options;
  await assertDeclared(Object.keys(parameters), {
    projects: folders,
    isBuilt: cloud.config.built === true,
  });
  assertOneEach(folders);
  const reports: DeployReport[] = [];
  for (const folder of folders) reports.push(await deployOrTell({ ...options, done: reports }, folder));
  return reports;
}

/** Templates of one folder have its samconfig.toml, and the stack name that it says, in common. */
function assertOneEach(projects: readonly string[]): void {
  const byFolder = new Map<string, string>();
  for (const project of new Set(projects)) {
    const folder = projectFolderOf(project);
    const other = byFolder.get(folder);
    if (other !== undefined) {
      throw new UserError(
        `${other} and ${project} would both be the stack that ${folder} is named for: one of them needs a folder of its own.`,
      );
    }
    byFolder.set(folder, project);
  }
}

interface DeployOneOptions extends DeployAllOptions {
  /** Of the same run. */
  readonly done: readonly DeployReport[];
}

async function deployOrTell(options: DeployOneOptions, folder: string) {
  try {
    return await deployIfChanged(options, folder);
  } catch (error) {
    const { stackName } = options.store.find(folder) ?? {};
    const stack = stackName === undefined ? undefined : options.cloud.engine.describe(stackName);
    throw withLastGood(error, stack, options.isUp === true);
  }
}

async function deployIfChanged(options: DeployOneOptions, folder: string): Promise<DeployReport> {
  const { cloud, store } = options;
  const { accountId, region, port, stateDir } = cloud.config;
  const isBuilt = cloud.config.built === true;
  const parameters = { ...options.defaults, ...options.parameters };
  const settings = [
    accountId,
    region,
    String(port),
    JSON.stringify(parameters),
    cloud.config.python ?? "",
    cloud.config.java ?? "",
    cloud.config.ruby ?? "",
    JSON.stringify(cloud.config.leaveOut ?? []),
    isBuilt ? "built" : "",
  ];
  const templateFolder = projectFolderOf(deployedProjectOf(folder, isBuilt));
  const known = store.find(folder);
  const before = known && fingerprintOf(templateFolder, settings, known.codeFolders, stateDir);
  if (known !== undefined && known.fingerprint === before && isAsLeft(cloud, known)) {
    return { folder, stackName: known.stackName, changed: false, milliseconds: 0 };
  }
  const started = performance.now();
  // A start without changes loads neither builders nor the serverless transform.
  const { codeFoldersOf } = await import("./code-folders.ts");
  const { deployProject } = await import("./deploy-project.ts");
  assertOwnName(await readSamConfig(folder), folder, options.done);
  const codeFolders = await codeFoldersOf(folder, isBuilt);
  const fingerprint = fingerprintOf(templateFolder, settings, codeFolders, stateDir);
  const deployment = await deployProject({
    folder,
    isBuilt,
    stateDir,
    artifactBucket: `portcullis-artifacts-${accountId}-${region}`,
    scope: { accountId, region },
    engine: cloud.engine,
    client: cloud.client,
    parameters,
    findInterpreter: createInterpreterFinder(cloud.config, process.env),
    tried: options.tried,
    leaveOut: new Set(cloud.config.leaveOut),
    allowsRetired: cloud.config.allowRetiredRuntimes === true,
    onProgress: options.onProgress,
  });
  const { stackName } = deployment;
  store.save({ folder, stackName, fingerprint, deployment: deploymentOf(cloud, stackName), codeFolders });
  return {
    folder,
    stackName,
    changed: deployment.changed,
    milliseconds: performance.now() - started,
  };
}

/** The second of two that are called the same would take away what is the first one's. */
function assertOwnName({ stackName }: SamConfig, folder: string, done: readonly DeployReport[]): void {
  const other = done.find((one) => one.stackName === stackName);
  if (other === undefined) return;
  throw new UserError(
    `${other.folder} and ${folder} would both be the stack ${stackName}: stack_name in a samconfig.toml beside the template gives another name.`,
  );
}

/** Neither in the middle of something nor deployed by somebody else since, as `sam deploy` does. */
function isAsLeft(cloud: TargetCloud, { stackName, deployment }: DeployedProject): boolean {
  const status = cloud.engine.describe(stackName)?.status ?? "";
  return SETTLED.has(status) && deployment === deploymentOf(cloud, stackName);
}

function deploymentOf({ engine }: TargetCloud, stackName: string): string {
  const { stackId, changedAt } = engine.describe(stackName) ?? {};
  return `${stackId} ${changedAt}`;
}
