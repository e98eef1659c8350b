import { join } from "node:path";
import { RESOURCE_PROPERTIES } from "../cloudformation/sam/generated/resource-properties.ts";
import type { CloudConfig } from "../core/config.ts";
import { UserError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { BuildEvent } from "./app/build/app-build.ts";
import { missingApp, openApp, type RunningApp } from "./app/index.ts";
import { scheduleAsBatch } from "./batch-scheduling.ts";
import { type Cloud, createCloud } from "./cloud.ts";
import type { AreasOf } from "./console-pages.ts";
import { createDeployment, type Deployment, SHOW_STACKS } from "./deployment.ts";
import type { PortName } from "./ports/port-names.ts";
import { type MovedPort, type SettledPorts, settlePorts } from "./ports/settle-ports.ts";
import { builtFolderOf, isBeingBuilt } from "./project/built-project.ts";
import type { DeployReport } from "./project/deploy-all.ts";
import type { OnProgress } from "./project/deploy-project.ts";
import { givenProject } from "./project/find-project.ts";
import type { ImportModule } from "./project/load-module.ts";
import type { ProjectApp } from "./project/project-app.ts";
import { projectCards } from "./project/project-card.ts";
import { readProjectFile } from "./project/project-file.ts";
import { projectFolderOf } from "./project/project-path.ts";
import type { WatchOptions } from "./project/watch-folders.ts";
import { type ProjectPeople, peopleOf } from "./project-people.ts";
import { printRefusals } from "./refusal-lines.ts";
import { sourceOfCloud } from "./resources/cloud-source.ts";
import { createResourceFinder } from "./resources/finder.ts";
import { signInPages } from "./resources/sign-in-pages.ts";
import type { StartSettings } from "./settings.ts";
import { runningCloud } from "./state/running-file.ts";
import { stateError } from "./state/state-error.ts";

/** What the terminal is told while a cloud starts. */
export interface UpReporter {
  readonly progress: OnProgress;
  deployed(report: DeployReport): void;
  ready(summary: ReadySummary): void;
  /** What the build of the app does, once the cloud is ready. */
  app(name: string, event: BuildEvent): void;
  failed(error: unknown): void;
  /** A call of an API was refused or failed: one line. */
  refused?(line: string): void;
}

export interface ReadySummary extends ProjectPeople {
  readonly cloud: Cloud;
  /** Address of the app; a reason when the project names one that cannot be served. */
  readonly app: { readonly url: string } | { readonly missing: string } | undefined;
  /** Addresses of the API stages, and which resource each is of: `stack/LogicalId`. */
  readonly apis: readonly { readonly url: string; readonly place: string }[];
  /** Hosted sign-in, each leading to a page that shows who signed in. */
  readonly signIn: readonly string[];
  /** Ports that nobody chose and another program had. */
  readonly movedPorts: readonly MovedPort[];
  /** Commands to show beside the addresses, as the project says. */
  readonly hints: Readonly<Record<string, string>>;
}

export interface UpOptions {
  readonly settings: StartSettings;
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
  /** Places of the console that show more than one service. */
  readonly consoleAreas?: AreasOf;
  /** Loads a module of the project. */
  readonly importModule: ImportModule;
}

export interface RunningUp {
  readonly cloud: Cloud;
  stop(): Promise<void>;
}

/** Starts a cloud, brings the stacks of `folders` up to date and stays up until `stop`. */
export async function up(asked: UpOptions): Promise<RunningUp> {
  const folders = await Promise.all(
    asked.folders.map((given) => givenProject(asked.workingFolder, given, "up")),
  );
  const project = readProjectFile(asked.workingFolder);
  // People, app, hints and card are for the stacks of the project, wherever another folder is started.
  const isOwn = folders.some(project.isOwn);
  const wanted = asked.app && isOwn ? project.app : undefined;
  const missing = wanted === undefined ? undefined : missingApp(wanted);
  const served = missing === undefined ? wanted : undefined;
  const { settings, moved } = await portsFor(asked.settings, served !== undefined);
  const options = { ...asked, settings };
  scheduleAsBatch();
  const cloud = await openCloud(options);
  let app: RunningApp | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await cloud.close();
  };
  if (options.consoleAreas !== undefined) cloud.setConsoleAreas(options.consoleAreas);
  if (isOwn && project.cardFile !== undefined)
    cloud.setConsoleCards(projectCards(project.cardFile, options.importModule));
  try {
    assertLeavable(settings.config, cloud.engine);
    const deployment = createDeployment({ ...options, cloud, project, folders, app: served });
    app = served === undefined ? undefined : await openProjectApp(options, cloud, served, deployment);
    await deployment.run();
    const appUrl = app?.url;
    cloud.setConsoleAddresses(() => [
      ...(appUrl === undefined ? [] : [{ name: "App", address: appUrl, opens: true }]),
      ...signInPages(cloud).map((address) => ({ name: "Sign-in page", address, opens: true })),
    ]);
    const people = await peopleOf(cloud, project, deployment);
    cloud.setStatus("ready");
    printRefusals({
      log: cloud.trace,
      people: cloud.people,
      print: (line) => options.reporter.refused?.(line),
    });
    options.reporter.ready({
      cloud,
      ...people,
      ...(await addressesOf(cloud)),
      app: missing === undefined ? app : { missing },
      movedPorts: moved,
      hints: isOwn ? project.hints : {},
    });
    const background = prepareApp(app, options.reporter);
    const changed = async () => {
      await deployment.run();
      await app?.writeConfig();
    };
    const unwatch = await watch(folders, options, { deployedFrom: deployment.codeFolders(), changed });
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

/** A cloud that runs with this state folder has the ports: that is told instead. */
async function portsFor(settings: StartSettings, withApp: boolean): Promise<SettledPorts<StartSettings>> {
  if (runningCloud(settings.config.stateDir) !== undefined) return { settings, moved: [] };
  const names: PortName[] = ["port", "mqttPort", "mqttTlsPort"];
  return settlePorts(settings, withApp ? [...names, "appPort"] : names);
}

function openProjectApp(
  { environment, logger, reporter }: UpOptions,
  cloud: Cloud,
  app: ProjectApp,
  { appResources }: Deployment,
): Promise<RunningApp> {
  const onEvent = (event: BuildEvent) => reporter.app(app.name, event);
  return openApp({ app, cloud, resources: appResources, environment, logger, onEvent });
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

/** CFN-LEFT-OUT: what is served, or kept as a definition, is never left out. */
function assertLeavable({ leaveOut = [] }: CloudConfig, { supports }: Cloud["engine"]): void {
  const known = leaveOut.find((type) => supports(type) || Object.hasOwn(RESOURCE_PROPERTIES, type));
  if (known === undefined) return;
  throw new UserError(`--leave-out ${known}: this type is supported here, so it is not left out.`);
}

async function openCloud({ settings, logger }: UpOptions): Promise<Cloud> {
  try {
    return await createCloud(settings, logger);
  } catch (error) {
    throw stateError(error, settings.config.stateDir);
  }
}

/** What the terminal shows is of every stack. */
async function addressesOf(cloud: Cloud): Promise<Pick<ReadySummary, "apis" | "signIn">> {
  const scope = { only: [], nextCommand: SHOW_STACKS, settingOf: (option: string) => option };
  const finder = createResourceFinder(sourceOfCloud(cloud), scope);
  const stages = await finder.apis();
  return {
    apis: stages.map(({ value: { apiId, stage }, place = "" }) => ({
      url: cloud.endpoints.restApi(apiId, stage),
      place,
    })),
    signIn: signInPages(cloud),
  };
}

async function watch(
  folders: readonly string[],
  options: UpOptions,
  { deployedFrom, changed }: Pick<WatchOptions, "deployedFrom" | "changed">,
): Promise<() => Promise<void>> {
  if (!options.watch || folders.length === 0) return async () => {};
  const { watchFolders } = await import("./project/watch-folders.ts");
  const isBuilt = options.settings.config.built === true;
  return watchFolders({
    folders: isBuilt ? [] : folders.map(projectFolderOf),
    // sam build writes it last.
    polled: isBuilt ? folders.map((folder) => join(builtFolderOf(folder), "template.yaml")) : [],
    stateDir: options.settings.config.stateDir,
    deployedFrom,
    codeFolders: () => codeFoldersOfAll(folders, isBuilt),
    failed: (error) => options.reporter.failed(error),
    changed: async () => {
      if (isBuilt && folders.some(isBeingBuilt)) return;
      try {
        await changed();
      } catch (error) {
        // A broken edit leaves the last good stacks running.
        options.reporter.failed(error);
      }
    },
  });
}

/** A template that cannot be read just now has none; what is wrong with it is told by its deployment. */
async function codeFoldersOfAll(folders: readonly string[], isBuilt: boolean): Promise<string[]> {
  const { codeFoldersOf } = await import("./project/code-folders.ts");
  const found = await Promise.all(folders.map((folder) => codeFoldersOf(folder, isBuilt).catch(() => [])));
  return found.flat();
}
