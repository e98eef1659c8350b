import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DeleteTopicCommand, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matrixOf, rowOf } from "../support/access.ts";
import { runCli } from "../support/cli.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";

const FOLDER = join(import.meta.dirname, "fixtures", "fanout");

describe("a project that tells many of its news", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let sns: SNSClient;
  let sqs: SQSClient;
  let lambda: ReturnType<typeof clientsFor>["lambda"];

  beforeAll(async () => {
    product = await startProduct({ folders: [FOLDER] });
    outputs = product.facts.stacks["fanout"] ?? {};
    ({ sns, sqs, lambda } = clientsFor(product.facts));
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const url = (name: string): string => outputs[`${name}Url`] ?? "";
  const logged = (name: string): string => logOf(product.facts, outputs[`${name}Name`] ?? "");
  /** The next message of a queue that is of this try; it is gone from it then, and what came before. */
  const next = async (name: string, run: string): Promise<Message> => {
    for (;;) {
      const { Messages: [message] = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url(name),
          WaitTimeSeconds: 20,
          MessageAttributeNames: ["All"],
        }),
      );
      if (message === undefined) continue;
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url(name), ReceiptHandle: message.ReceiptHandle }));
      if (message.Body?.includes(run) === true) return message;
    }
  };
  const call = async (name: string, input: object) => {
    const FunctionName = outputs[`${name}Name`] ?? "";
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(input) }),
    );
    return { failed: FunctionError !== undefined, payload: Buffer.from(Payload ?? []).toString() };
  };

  test("queues and functions get what their filters let pass, under their own policies", async () => {
    const run = randomUUID();
    const blue = JSON.stringify({ run, loud: true, text: "blue" });
    const red = JSON.stringify({ run, text: "red" });

    const { failed, payload } = await call("Announce", { Message: blue, colour: "blue" });
    expect([failed, payload]).toEqual([false, expect.stringMatching(/^"[0-9a-f-]{36}"$/)]);
    await call("Announce", { Message: red, colour: "red" });

    const bodies = [await next("All", run), await next("All", run)].map(
      ({ Body = "" }) => JSON.parse(Body) as { readonly Type: string; readonly Message: string },
    );
    expect(bodies.map(({ Message }) => Message).toSorted()).toEqual([blue, red].toSorted());
    expect(bodies[0]).toMatchObject({ Type: "Notification", TopicArn: outputs["NewsArn"] });
    expect(await next("Red", run)).toMatchObject({
      Body: red,
      MessageAttributes: { colour: { DataType: "String", StringValue: "red" } },
    });
    await expect.poll(() => logged("Notice")).toContain(`noticed aws:sns ${blue}`);
    await expect.poll(() => logged("Count")).toContain(`counted ${red}`);
    expect(logged("Notice")).not.toContain(red);
  });

  test("a queue whose policy does not let the topic in gets nothing: the dead letters do, and explain says why", async () => {
    const run = randomUUID();
    const Message = JSON.stringify({ run });
    const { $metadata } = await sns.send(new PublishCommand({ TopicArn: outputs["NewsArn"], Message }));

    const { Body = "" } = await next("Undelivered", run);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url("Closed"),
        AttributeNames: ["ApproximateNumberOfMessages"],
      }),
    );

    expect(JSON.parse(Body)).toMatchObject({ Type: "Notification", Message });
    expect(Attributes["ApproximateNumberOfMessages"]).toBe("0");
    const told = await runCli(["explain", $metadata.requestId ?? "", "--state", product.facts.stateDir]);
    expect(told.out).toMatch(/the policy of the queue fanout-Closed-\w+ has no Allow for it/);
  });

  test("a role without the right to publish is refused, and the topic's policy keeps out the administrator", async () => {
    const { failed, payload } = await call("Mute", { Message: "unheard" });
    expect(failed).toBe(true);
    expect(payload).toContain("is not authorized to perform: SNS:Publish on resource: ");
    expect(payload).toContain("because no identity-based policy allows the SNS:Publish action");

    const refusal = await refusalOf(sns.send(new DeleteTopicCommand({ TopicArn: outputs["NewsArn"] })));
    expect(refusal).toMatchObject({ name: "AuthorizationErrorException", status: 403 });
  });

  test("ACCESS-1 who may publish, and which queues take the topic's news: every proof agrees", async () => {
    const matrix = await matrixOf(product.facts.stateDir, ["--prove"], FOLDER);

    expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
    expect(rowOf(matrix, "fanout/News sns:Publish").summary).toBe("Only the role of Announce.");
    expect(rowOf(matrix, "fanout/Red sqs:SendMessage").summary).toBe("SNS only for fanout/News.");
    expect(rowOf(matrix, "fanout/Closed sqs:SendMessage").summary).toBe("Nobody.");
  });

  test("what was published before the cloud was killed is delivered after it", async () => {
    const run = randomUUID();
    const published = Array.from({ length: 20 }, (_, index) =>
      sns.send(new PublishCommand({ TopicArn: outputs["NewsArn"], Message: JSON.stringify({ run, index }) })),
    );
    await Promise.all(published);
    await product.kill();
    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
    product = await startProduct({
      folders: [FOLDER],
      stateDir,
      ports: { port, mqttPort, mqttTlsPort, appPort },
    });

    const seen = new Set<string>();
    while (seen.size < published.length) {
      const { Body = "" } = await next("All", run);
      seen.add((JSON.parse(Body) as { readonly Message: string }).Message);
    }
    expect(seen.size).toBe(20);
  });
});
