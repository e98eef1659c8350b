import type { SnsTopics } from "../../core/ports/sns-topics.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createSnsService, type SnsDependencies } from "./index.ts";
import { linkIn } from "./links.ts";

export interface SnsPorts {
  readonly snsTopics: SnsTopics;
}

export const sns: ServiceModule<SnsDependencies, SnsPorts> = {
  name: "sns",
  signingNames: ["sns"],
  addresses: [{ name: "links", by: "path", match: linkIn }],
  needs: ["messageQueues", "functionEvents", "mailbox"],
  create: (platform) => {
    const { topics, links, deliveries, ...service } = createSnsService(platform);
    return {
      ...service,
      addresses: { links: links.handle },
      listen: async () => deliveries.wake(),
      ports: { snsTopics: topics },
    };
  },
};
