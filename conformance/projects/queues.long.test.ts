import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  CreateEventSourceMappingCommand,
  InvokeCommand,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";

describe("a project whose work comes by queues", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let sqs: SQSClient;
  let lambda: ReturnType<typeof clientsFor>["lambda"];

  beforeAll(async () => {
    product = await startProduct({ folders: [join(import.meta.dirname, "fixtures", "orders")] });
    outputs = product.facts.stacks["orders"] ?? {};
    ({ sqs, lambda } = clientsFor(product.facts));
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const url = (name: string): string => outputs[`${name}Url`] ?? "";
  const send = (name: string, MessageBody: string, MessageGroupId?: string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: url(name),
        MessageBody,
        ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
      }),
    );
  const lines = (name: string, start: string): string[] =>
    logOf(product.facts, outputs[`${name}Name`] ?? "")
      .split("\n")
      .flatMap((line) => {
        const at = line.indexOf(start);
        return at === -1 ? [] : [line.slice(at + start.length).trim()];
      });
  /** The next message of a queue, which is gone from it then. */
  const next = async (name: string): Promise<Message> => {
    for (;;) {
      const { Messages: [message] = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url(name),
          WaitTimeSeconds: 20,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
      );
      if (message === undefined) continue;
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url(name), ReceiptHandle: message.ReceiptHandle }));
      return message;
    }
  };
  const waiting = async (name: string): Promise<number> => {
    const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames: [...AttributeNames] }),
    );
    return AttributeNames.reduce((sum, attribute) => sum + Number(Attributes[attribute]), 0);
  };

  test("what the worker does is gone, what it fails goes to the dead letters, what no filter wants is dropped", async () => {
    const run = randomUUID();
    const order = (id: string, broken = false) =>
      JSON.stringify({ kind: "order", id: `${id} ${run}`, broken });
    await send("Orders", order("one"));
    const { MessageId } = await send("Orders", order("bad", true));
    await send("Orders", order("two"));
    await send("Orders", JSON.stringify({ kind: "letter", id: "unseen" }));

    const dead = await next("DeadOrders");

    expect(dead).toMatchObject({
      MessageId,
      Body: order("bad", true),
      Attributes: { DeadLetterQueueSourceArn: outputs["OrdersArn"] },
    });
    await expect.poll(() => waiting("Orders")).toBe(0);
    const done = lines("Work", "order ").filter((id) => id.endsWith(run));
    expect(done.filter((id) => id.startsWith("bad"))).toHaveLength(2);
    expect(new Set(done)).toEqual(new Set([`bad ${run}`, `one ${run}`, `two ${run}`]));
  });

  test("the steps of a group come in their order, also when one fails at first; other groups are done, too", async () => {
    const run = randomUUID();
    /** By time: each environment has a file of its own. What was done twice counts once. */
    const steps = (group: string): string[] => {
      const done = lines("Step", "step ").map((line) => line.split(" "));
      const ofGroup = done.filter(([, name, body]) => name === `${group}-${run}` && body !== undefined);
      const inTime = ofGroup.toSorted(([left], [right]) => Number(left) - Number(right));
      return [...new Set(inTime.map(([, , body = ""]) => body.slice(0, 2)))];
    };
    for (const body of ["a1", "a2", "a3", "b1", "b2"]) {
      await send("Steps", `${body}-${run}`, `${body.charAt(0)}-${run}`);
    }
    await expect.poll(() => steps("a")).toEqual(["a1", "a2", "a3"]);
    await expect.poll(() => steps("b")).toEqual(["b1", "b2"]);
    await expect.poll(() => waiting("Steps")).toBe(0);
  });

  test("an event that fails goes to the dead-letter queue as it is, and as a record to the destination", async () => {
    await lambda.send(
      new InvokeCommand({
        FunctionName: outputs["FragileName"] ?? "",
        InvocationType: "Event",
        Payload: JSON.stringify({ from: "test" }),
      }),
    );
    expect(await next("LeftOver")).toMatchObject({
      Body: '{"from":"test"}',
      MessageAttributes: {
        ErrorCode: { DataType: "Number", StringValue: "200" },
        ErrorMessage: { StringValue: "broken" },
      },
    });
    const { Body = "" } = await next("DeadOrders");
    expect(JSON.parse(Body)).toMatchObject({
      requestContext: { condition: "RetriesExhausted" },
      requestPayload: { from: "test" },
      responsePayload: { errorMessage: "broken" },
    });
  });

  test("the queue's policy keeps out the administrator, too", async () => {
    const refusal = await refusalOf(sqs.send(new PurgeQueueCommand({ QueueUrl: url("Orders") })));
    expect(refusal.message).toContain("with an explicit deny in a resource-based policy");
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url("LeftOver") }));
  });

  test("a function whose role may send but not receive gets no mapping", async () => {
    const input = { FunctionName: outputs["QuietName"] ?? "", EventSourceArn: outputs["OrdersArn"] ?? "" };
    const refusal = await refusalOf(lambda.send(new CreateEventSourceMappingCommand(input)));
    expect(refusal).toEqual({
      name: "InvalidParameterValueException",
      message: "The provided execution role does not have permissions to call ReceiveMessage on SQS",
      status: 400,
    });
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings.map(({ State }) => State)).toEqual(["Enabled", "Enabled"]);
  });

  test("mappings poll again after the cloud was killed", async () => {
    await product.kill();
    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
    product = await startProduct({
      folders: [join(import.meta.dirname, "fixtures", "orders")],
      stateDir,
      ports: { port, mqttPort, mqttTlsPort, appPort },
    });
    await send("Orders", JSON.stringify({ kind: "order", id: "after" }));
    await expect.poll(() => lines("Work", "order ")).toContain("after");
  });
});
