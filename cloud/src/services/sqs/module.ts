import type { MessageQueues } from "../../core/ports/message-queues.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createSqsService, type SqsDependencies } from "./index.ts";

export interface SqsPorts {
  readonly messageQueues: MessageQueues;
}

export const sqs: ServiceModule<SqsDependencies, SqsPorts> = {
  name: "sqs",
  signingNames: ["sqs"],
  targets: ["AmazonSQS"],
  create: (platform) => {
    const { queues, ...service } = createSqsService(platform);
    return { ...service, ports: { messageQueues: queues } };
  },
};
