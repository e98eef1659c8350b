import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { type Cloud, createCloud } from "./cloud.ts";
import { type DeployReport, deployAll } from "./project/deploy-all.ts";
import type { OnProgress } from "./project/deploy-project.ts";
import type { SeededPerson } from "./project/people.ts";
import { readProjectFile } from "./project/project-file.ts";
import { createProjectStore } from "./project/project-store.ts";
import type { Settings } from "./settings.ts";
import { stateError } from "./state/state-error.ts";

/** What the terminal is told while a cloud starts. */
export interface UpReporter {
  readonly progress: OnProgress;
  deployed(report: DeployReport): void;
  ready(summary: ReadySummary): void;
  failed(error: unknown): void;
}

export interface ReadySummary {
  readonly cloud: Cloud;
  readonly people: readonly SeededPerson[];
  /** True when the people were made just now. */
  readonly peopleAreNew: boolean;
}

export interface UpOptions {
  readonly settings: Settings;
  readonly workingFolder: string;
  readonly folders: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly watch: boolean;
  readonly logger: Logger;
  readonly reporter: UpReporter;
}

export interface RunningUp {
  readonly cloud: Cloud;
  stop(): Promise<void>;
}

/** Starts a cloud, brings the stacks of `folders` up to date and stays up until `stop`. */
export async function up(options: UpOptions): Promise<RunningUp> {
  const folders = options.folders.map((folder) => existingFolder(options.workingFolder, folder));
  const { peopleFile } = readProjectFile(options.workingFolder);
  const cloud = await openCloud(options);
  try {
    const deploy = await deployment(options, cloud, folders);
    await deploy();
    const people = await peopleOf(cloud, peopleFile);
    cloud.setStatus("ready");
    options.reporter.ready({ cloud, ...people });
    const unwatch =
      options.watch && folders.length > 0 ? await watch(folders, deploy, options) : async () => {};
    return {
      cloud,
      stop: async () => {
        await unwatch();
        await cloud.close();
      },
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

function existingFolder(workingFolder: string, given: string): string {
  const folder = resolve(workingFolder, given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new UserError(`There is no folder ${folder}.`, "npx portcullis up <folder with a template>");
}

async function openCloud({ settings, logger }: UpOptions): Promise<Cloud> {
  try {
    return await createCloud(settings, logger);
  } catch (error) {
    throw stateError(error, settings.config.stateDir);
  }
}

async function deployment(
  options: UpOptions,
  cloud: Cloud,
  folders: readonly string[],
): Promise<() => Promise<void>> {
  const store = createProjectStore(cloud.database);
  return async () => {
    const reports = await deployAll({
      cloud,
      store,
      folders,
      parameters: options.parameters,
      onProgress: options.reporter.progress,
    });
    for (const report of reports) options.reporter.deployed(report);
  };
}

async function peopleOf(
  cloud: Cloud,
  peopleFile: string | undefined,
): Promise<Pick<ReadySummary, "people" | "peopleAreNew">> {
  const userPoolId = cloud.output("UserPoolId");
  if (peopleFile === undefined || userPoolId === undefined) return { people: [], peopleAreNew: false };
  const { seededPeople, seedPeople } = await import("./project/people.ts");
  const known = seededPeople(cloud.config.stateDir);
  if (known !== undefined) return { people: known, peopleAreNew: false };
  const people = await seedPeople({
    client: cloud.client,
    peopleFile,
    stateDir: cloud.config.stateDir,
    userPoolId,
    photoBucket: cloud.output("ProfileImagesBucket"),
  });
  return { people, peopleAreNew: true };
}

async function watch(
  folders: readonly string[],
  deploy: () => Promise<void>,
  options: UpOptions,
): Promise<() => Promise<void>> {
  const { watchFolders } = await import("./project/watch-folders.ts");
  return watchFolders(folders, async () => {
    try {
      await deploy();
    } catch (error) {
      // A broken edit leaves the last good stacks running.
      options.reporter.failed(error);
    }
  });
}
