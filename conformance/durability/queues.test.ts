import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { startProduct } from "../support/product.ts";

const folders = [join(import.meta.dirname, "..", "projects", "fixtures", "orders")];

test("kill -9 loses no message that was acknowledged, and brings none back that was deleted", async () => {
  let product = await startProduct({ folders });
  const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
  try {
    const sent = new Set<string>();
    const deleted = new Set<string>();
    const unsure = new Set<string>();
    const { QueueUrl } = await clientsFor(product.facts).sqs.send(
      new CreateQueueCommand({ QueueName: "survivors", Attributes: { VisibilityTimeout: "600" } }),
    );
    for (let round = 0; round < 3; round += 1) {
      const { sqs } = clientsFor(product.facts);
      let killed = false;
      // The process dies while messages are sent, received and deleted.
      const working = async (worker: string): Promise<void> => {
        for (let index = 0; !killed; index += 1) {
          const body = `${worker}-${round}-${index}`;
          try {
            await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
            sent.add(body);
            if (index % 3 !== 0) continue;
            const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
            const found = message?.Body ?? "";
            unsure.add(found);
            await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
            unsure.delete(found);
            deleted.add(found);
          } catch (error) {
            if (!killed) throw error;
          }
          if (index === 30) {
            killed = true;
            await product.kill();
          }
        }
      };
      await Promise.all(["a", "b"].map(working));
      product = await startProduct({ folders, stateDir, ports: { port, mqttPort, mqttTlsPort, appPort } });
    }
    const { sqs } = clientsFor(product.facts);
    const left: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) break;
      left.push(...Messages.map(({ Body = "" }) => Body));
    }
    expect(deleted.size).toBeGreaterThan(20);
    expect(left.filter((body) => deleted.has(body))).toEqual([]);
    expect(
      [...sent].filter((body) => !deleted.has(body) && !unsure.has(body) && !left.includes(body)),
    ).toEqual([]);
  } finally {
    await product.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
});
