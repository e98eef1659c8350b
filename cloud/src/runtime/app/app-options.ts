import type { Logger } from "../../core/logger.ts";
import type { Cloud } from "../cloud.ts";
import type { ProjectApp } from "../project/project-app.ts";
import type { BuildEvent } from "./build/app-build.ts";
import type { AppResources } from "./config/app-resources.ts";

export interface AppOptions {
  readonly app: ProjectApp;
  readonly cloud: Pick<Cloud, "config" | "endpoints">;
  /** What the app talks to, as far as it is deployed. Throws UserError when something is missing. */
  readonly resources: () => AppResources;
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Logger;
  readonly onEvent: (event: BuildEvent) => void;
}
