import type { ServiceModule } from "../../wire/service-module.ts";
import { createEventsService, type EventsDependencies, type EventsPorts } from "./index.ts";

export const events: ServiceModule<EventsDependencies, EventsPorts> = {
  name: "events",
  signingNames: ["events"],
  targets: ["AWSEvents"],
  needs: ["messageQueues", "functionEvents"],
  uses: ["snsTopics"],
  create: (platform) => {
    const { start, ...service } = createEventsService(platform);
    return { ...service, listen: async () => start() };
  },
};
