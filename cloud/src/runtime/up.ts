import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { BuildEvent } from "./app/build/app-build.ts";
import { missingApp, openApp, type RunningApp } from "./app/index.ts";
import { scheduleAsBatch } from "./batch-scheduling.ts";
import { type Cloud, createCloud } from "./cloud.ts";
import { appParameters } from "./project/app-parameters.ts";
import { type DeployReport, deployAll } from "./project/deploy-all.ts";
import type { OnProgress } from "./project/deploy-project.ts";
import type { SeededPerson } from "./project/people.ts";
import type { ProjectApp } from "./project/project-app.ts";
import { readProjectFile } from "./project/project-file.ts";
import { createProjectStore } from "./project/project-store.ts";
import type { Settings } from "./settings.ts";
import type { StackOutputs } from "./stack-outputs.ts";
import { stateError } from "./state/state-error.ts";

/** What the terminal is told while a cloud starts. */
export interface UpReporter {
  readonly progress: OnProgress;
  deployed(report: DeployReport): void;
  ready(summary: ReadySummary): void;
  /** What the build of the app does, once the cloud is ready. */
  app(name: string, event: BuildEvent): void;
  failed(error: unknown): void;
}

export interface ReadySummary {
  readonly cloud: Cloud;
  readonly people: readonly SeededPerson[];
  /** True when the people were made just now. */
  readonly peopleAreNew: boolean;
  /** Address of the app; a reason when the project names one that cannot be served. */
  readonly app: { readonly url: string } | { readonly missing: string } | undefined;
}

export interface UpOptions {
  readonly settings: Settings;
  readonly workingFolder: string;
  readonly folders: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly watch: boolean;
  /** Whether the app that the project names is built and served. */
  readonly app: boolean;
  /** What a build of the app may see of the shell. */
  readonly environment: NodeJS.ProcessEnv;
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
  const project = readProjectFile(options.workingFolder);
  const wanted = options.app && folders.length > 0 ? project.app : undefined;
  const missing = wanted === undefined ? undefined : missingApp(wanted);
  const served = missing === undefined ? wanted : undefined;
  scheduleAsBatch();
  const cloud = await openCloud(options);
  let app: RunningApp | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await cloud.close();
  };
  try {
    const deployment = createDeployment(options, cloud, { folders, app: served });
    app = served === undefined ? undefined : await openProjectApp(options, cloud, served, deployment);
    await deployment.run();
    const people = await peopleOf(cloud, project.peopleFile);
    cloud.setStatus("ready");
    options.reporter.ready({ cloud, ...people, app: missing === undefined ? app : { missing } });
    const background = prepareApp(app, options.reporter);
    const unwatch = await watch(folders, options, async () => {
      await deployment.run();
      await app?.writeConfig();
    });
    return {
      cloud,
      stop: async () => {
        await unwatch();
        await close();
        await background;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openProjectApp(
  { environment, logger, reporter }: UpOptions,
  cloud: Cloud,
  app: ProjectApp,
  { stacks }: Deployment,
): Promise<RunningApp> {
  const onEvent = (event: BuildEvent) => reporter.app(app.name, event);
  return openApp({ app, cloud, stacks, environment, logger, onEvent });
}

/** Nobody waits for this: the API and sign-in are there already. */
async function prepareApp(app: RunningApp | undefined, reporter: UpReporter): Promise<void> {
  try {
    await app?.writeConfig();
  } catch (error) {
    reporter.failed(error);
  }
  await app?.build();
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

interface Deployment {
  run(): Promise<void>;
  /** The stacks that the last run brought up to date. */
  stacks(): readonly StackOutputs[];
}

function createDeployment(
  options: UpOptions,
  cloud: Cloud,
  { folders, app }: { readonly folders: readonly string[]; readonly app: ProjectApp | undefined },
): Deployment {
  const store = createProjectStore(cloud.database);
  const defaults = app === undefined ? {} : appParameters(app, cloud.config);
  let reports: readonly DeployReport[] = [];
  return {
    run: async () => {
      reports = await deployAll({
        cloud,
        store,
        folders,
        defaults,
        parameters: options.parameters,
        onProgress: options.reporter.progress,
      });
      for (const report of reports) options.reporter.deployed(report);
    },
    stacks: () => {
      const own = new Set(reports.map(({ stackName }) => stackName));
      const stacks = cloud.engine.list().filter(({ stackName }) => own.has(stackName));
      return stacks.map(({ stackName, outputs }) => ({ name: stackName, outputs }));
    },
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
  options: UpOptions,
  changed: () => Promise<void>,
): Promise<() => Promise<void>> {
  if (!options.watch || folders.length === 0) return async () => {};
  const { watchFolders } = await import("./project/watch-folders.ts");
  return watchFolders(folders, async () => {
    try {
      await changed();
    } catch (error) {
      // A broken edit leaves the last good stacks running.
      options.reporter.failed(error);
    }
  });
}
