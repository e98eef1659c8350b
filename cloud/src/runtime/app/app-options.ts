import type { CloudConfig } from "../../core/config.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { Logger } from "../../core/logger.ts";
import type { ProjectApp } from "../project/project-app.ts";
import type { BuildEvent } from "./build/app-build.ts";
import type { AppResources } from "./config/app-resources.ts";

export interface AppOptions {
  readonly app: ProjectApp;
  readonly cloud: { readonly config: CloudConfig; readonly endpoints: Endpoints };
  /** What the app talks to, as far as it is deployed. Throws UserError when something is missing. */
  readonly resources: () => AppResources;
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Logger;
  readonly onEvent: (event: BuildEvent) => void;
}
