import type { ServiceModule } from "../../wire/service-module.ts";
import { createLogsService, type LogsDependencies } from "./index.ts";

export const logs: ServiceModule<LogsDependencies> = {
  name: "logs",
  signingNames: ["logs"],
  targets: ["Logs_20140328"],
  create: createLogsService,
  console: () => import("./console/index.ts").then(({ areas }) => areas),
};
