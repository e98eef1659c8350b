import type { ServiceModule } from "../../wire/service-module.ts";
import { type CloudWatchDependencies, createCloudWatchService } from "./index.ts";

export const cloudwatch: ServiceModule<CloudWatchDependencies> = {
  name: "cloudwatch",
  create: createCloudWatchService,
};
