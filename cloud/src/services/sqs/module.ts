import type { MessageQueues } from "../../core/ports/message-queues.ts";
import type { QueueLooks } from "../../core/ports/queue-looks.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createSqsService, type SqsDependencies } from "./index.ts";

export interface SqsPorts {
  readonly messageQueues: MessageQueues;
  readonly queueLooks: QueueLooks;
}

export const sqs: ServiceModule<SqsDependencies, SqsPorts> = {
  name: "sqs",
  signingNames: ["sqs"],
  targets: ["AmazonSQS"],
  needs: ["customerKeys"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const { queues, looks, ...service } = createSqsService(platform);
    return { ...service, ports: { messageQueues: queues, queueLooks: looks } };
  },
};
