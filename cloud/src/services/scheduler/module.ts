import type { ServiceModule } from "../../wire/service-module.ts";
import { createSchedulerService, type SchedulerDependencies } from "./index.ts";

export const scheduler: ServiceModule<SchedulerDependencies> = {
  name: "scheduler",
  signingNames: ["scheduler"],
  needs: ["eventBuses", "functionEvents", "messageQueues"],
  uses: ["snsTopics"],
  create: (platform) => {
    const { start, ...service } = createSchedulerService(platform);
    return { ...service, listen: async () => start() };
  },
};
