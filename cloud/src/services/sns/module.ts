import type { SnsTopics } from "../../core/ports/sns-topics.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createSnsService, type SnsDependencies } from "./index.ts";
import { certificateIn, linkIn } from "./links.ts";

export interface SnsPorts {
  readonly snsTopics: SnsTopics;
}

export const sns: ServiceModule<SnsDependencies, SnsPorts> = {
  name: "sns",
  signingNames: ["sns"],
  addresses: [
    { name: "links", by: "path", mark: "/", method: "GET", match: linkIn },
    {
      name: "certificate",
      by: "path",
      mark: "/SimpleNotificationService-",
      method: "GET",
      match: certificateIn,
    },
  ],
  needs: ["messageQueues", "functionEvents", "mailbox", "customerKeys"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const { topics, links, certificate, deliveries, ...service } = createSnsService(platform);
    return {
      ...service,
      addresses: { links: links.handle, certificate },
      listen: async () => deliveries.start(),
      ports: { snsTopics: topics },
    };
  },
};
