import type { Logger } from "../../core/logger.ts";
import type { Cloud } from "../cloud.ts";
import type { ProjectApp } from "../project/project-app.ts";
import type { StackOutputs } from "../stack-outputs.ts";
import type { BuildEvent } from "./build/app-build.ts";

export interface AppOptions {
  readonly app: ProjectApp;
  readonly cloud: Pick<Cloud, "config" | "endpoints">;
  /** The project's stacks, as far as they are deployed. */
  readonly stacks: () => readonly StackOutputs[];
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Logger;
  readonly onEvent: (event: BuildEvent) => void;
}
