import type { ServiceModule } from "../../wire/service-module.ts";
import { createSchedulerService, type SchedulerDependencies, type SchedulerPorts } from "./index.ts";

export const scheduler: ServiceModule<SchedulerDependencies, SchedulerPorts> = {
  name: "scheduler",
  signingNames: ["scheduler"],
  needs: ["eventBuses", "functionEvents", "messageQueues"],
  uses: ["snsTopics"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const { start, ...service } = createSchedulerService(platform);
    return { ...service, listen: async () => start() };
  },
};
