import { UserError } from "../core/errors.ts";
import type { AppResources } from "./app/config/app-resources.ts";
import type { Cloud } from "./cloud.ts";
import { appParameters } from "./project/app-parameters.ts";
import { type DeployReport, deployAll } from "./project/deploy-all.ts";
import type { OnProgress } from "./project/deploy-project.ts";
import type { ProjectApp } from "./project/project-app.ts";
import type { ProjectFile } from "./project/project-file.ts";
import { createProjectStore } from "./project/project-store.ts";
import { sourceOfCloud } from "./resources/cloud-source.ts";
import { createResourceFinder, type ResourceFinder } from "./resources/finder.ts";

export const SHOW_STACKS = "npx portcullis stacks";

export interface Deployment {
  run(): Promise<void>;
  /** The resources of the project's own stacks, as the last run left them. */
  own(): OwnResources;
  /** Absolute paths of what functions are deployed from as it is, as the last run found them. */
  codeFolders(): readonly string[];
  /** What the app talks to. Throws UserError when something is missing. */
  appResources(): AppResources;
}

export interface OwnResources {
  readonly finder: ResourceFinder;
  has(type: string): boolean;
}

interface DeploymentOptions {
  readonly cloud: Cloud;
  readonly project: ProjectFile;
  /** The project's app when it is served. */
  readonly app: ProjectApp | undefined;
  /** Absolute paths, in the order of deployment. */
  readonly folders: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly reporter: { readonly progress: OnProgress; deployed(report: DeployReport): void };
}

/** The stacks of the folders of one start: brought up to date once, and again after every edit. */
export function createDeployment(options: DeploymentOptions): Deployment {
  const { cloud, project, app, folders } = options;
  const store = createProjectStore(cloud.database);
  const defaults = app === undefined ? {} : appParameters(app, cloud.config);
  const tried = new Map<string, string>();
  let names: readonly string[] = [];
  let isUp = false;
  let found: () => AppResources = notDeployed;
  const own = (): OwnResources => ownResources(cloud, names);
  return {
    run: async () => {
      const reports = await deployAll({
        cloud,
        store,
        folders,
        defaults,
        parameters: options.parameters,
        tried,
        isUp,
        onProgress: options.reporter.progress,
      });
      isUp = true;
      for (const report of reports) options.reporter.deployed(report);
      names = reports.filter(({ folder }) => project.isOwn(folder)).map(({ stackName }) => stackName);
      if (app !== undefined) found = await appResourcesOf(cloud, project, own());
    },
    own,
    codeFolders: () => folders.flatMap((folder) => store.find(folder)?.codeFolders ?? []),
    appResources: () => found(),
  };
}

function notDeployed(): never {
  throw new UserError("The stacks are being deployed.");
}

function ownResources(cloud: Cloud, names: readonly string[]): OwnResources {
  const isOwn = (name: string): boolean => names.includes(name);
  const { stacks, ...rest } = sourceOfCloud(cloud);
  const source = { ...rest, stacks: async () => (await stacks()).filter(({ name }) => isOwn(name)) };
  return {
    finder: createResourceFinder(source, {
      only: names,
      nextCommand: SHOW_STACKS,
      settingOf: (option) => `"${option}" in portcullis.json`,
    }),
    has: (type) =>
      cloud.engine
        .list()
        .some(({ stackName, resources }) => isOwn(stackName) && resources.some((one) => one.type === type)),
  };
}

/** The page of an app is served without them, too: it is told what is missing when it asks. */
async function appResourcesOf(
  { endpoints }: Cloud,
  { chosen }: ProjectFile,
  { finder }: OwnResources,
): Promise<() => AppResources> {
  const { findAppResources } = await import("./app/config/app-resources.ts");
  try {
    const resources = await findAppResources(finder, chosen, ({ apiId, stage }) =>
      endpoints.restApi(apiId, stage),
    );
    return () => resources;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
