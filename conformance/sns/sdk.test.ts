import { createVerify, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  NotFoundException,
  PublishBatchCommand,
  PublishCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";

const facts = inject("product");
const { sns, sqs } = clientsFor(facts);

let TopicArn = "";
beforeAll(async () => {
  const Name = `sdk-${randomUUID()}`;
  const made = await sns.send(new CreateTopicCommand({ Name, Tags: [{ Key: "team", Value: "home" }] }));
  TopicArn = made.TopicArn ?? "";
});
afterAll(() => sns.send(new DeleteTopicCommand({ TopicArn })));

/** A FIFO queue that the topic is let into. */
async function fifoQueue(topicArn: string) {
  const QueueName = `sdk-${randomUUID()}.fifo`;
  const arn = topicArn.replace(":sns:", ":sqs:").replace(/[^:]+$/, QueueName);
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn,
        Condition: { ArnLike: { "aws:SourceArn": topicArn } },
      },
    ],
  });
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: "true", Policy } }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  return { QueueUrl, Endpoint: Attributes?.["QueueArn"] };
}

describe("the SDK for JavaScript", () => {
  test("makes a topic and finds it as AWS shows it", async () => {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));

    expect(Attributes).toMatchObject({ TopicArn, Owner: "123456789012", SubscriptionsConfirmed: "0" });
    expect(Tags).toEqual([{ Key: "team", Value: "home" }]);
  });

  test("publishes a batch to a FIFO topic, whose queue has it in order and once", async () => {
    const Attributes = { FifoTopic: "true", ContentBasedDeduplication: "true" };
    const Name = `sdk-${randomUUID()}.fifo`;
    const { TopicArn: fifo = "" } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
    const { QueueUrl, Endpoint } = await fifoQueue(fifo);
    await sns.send(
      new SubscribeCommand({
        TopicArn: fifo,
        Protocol: "sqs",
        Endpoint,
        Attributes: { RawMessageDelivery: "true" },
      }),
    );

    const entries = ["one", "two", "two", "three"].map((Message, index) => ({
      Id: `${index}`,
      Message,
      MessageGroupId: "g",
      MessageAttributes: { raw: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255) } },
    }));
    const { Successful = [], Failed } = await sns.send(
      new PublishBatchCommand({ TopicArn: fifo, PublishBatchRequestEntries: entries }),
    );
    const bodies: string[] = [];
    while (bodies.length < 3) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 20,
          VisibilityTimeout: 0,
          MessageAttributeNames: ["All"],
        }),
      );
      bodies.splice(0, bodies.length, ...Messages.map(({ Body = "" }) => Body));
      for (const { MessageAttributes } of Messages) {
        expect([...(MessageAttributes?.["raw"]?.BinaryValue ?? [])]).toEqual([0, 255]);
      }
    }

    expect(bodies).toEqual(["one", "two", "three"]);
    expect(Failed).toEqual([]);
    expect(Successful.map(({ SequenceNumber = "" }) => SequenceNumber.length)).toEqual([20, 20, 20, 20]);
    expect(Successful[1]?.MessageId).toBe(Successful[2]?.MessageId);
    await sns.send(new DeleteTopicCommand({ TopicArn: fifo }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  });

  test("is told of what is not there, and of what is wrong", async () => {
    const missing = sns.send(new PublishCommand({ TopicArn: `${TopicArn}-none`, Message: "x" }));
    await expect(missing).rejects.toThrow(NotFoundException);
    expect(await refusalOf(sns.send(new PublishCommand({ TopicArn, Message: "" })))).toEqual({
      name: "InvalidParameterException",
      message: "Invalid parameter: Empty message",
      status: 400,
    });
    const firehose = { TopicArn, Protocol: "firehose", Endpoint: "arn:aws:firehose:eu-west-1:1:x" };
    expect((await refusalOf(sns.send(new SubscribeCommand(firehose)))).message).toBe(
      "The protocol firehose of Subscribe is not supported by Portcullis. See docs/gaps.md.",
    );
  });
});

interface Got {
  readonly type: string | undefined;
  readonly document: Readonly<Record<string, string>>;
}

describe("an endpoint of HTTP", () => {
  let server: Server;
  let next: () => Promise<Got>;
  beforeAll(async () => {
    const got: Got[] = [];
    const waiting: ((one: Got) => void)[] = [];
    next = () =>
      new Promise((resolve) => void (got.length > 0 ? resolve(got.shift() as Got) : waiting.push(resolve)));
    server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += String(part);
      response.end();
      const type = request.headers["x-amz-sns-message-type"]?.toString();
      const one = { type, document: JSON.parse(body) as Got["document"] };
      const wake = waiting.shift();
      if (wake === undefined) got.push(one);
      else wake(one);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** The text that AWS documents as signed. */
  const canonical = (document: Got["document"], names: readonly string[]): string =>
    names
      .filter((name) => document[name] !== undefined)
      .map((name) => `${name}\n${document[name]}\n`)
      .join("");

  test("is asked, confirms, gets what is published with a signature that holds, and ends it", async () => {
    const Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/news`;
    const { SubscriptionArn: pending } = await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint }),
    );
    expect(pending).toBe("pending confirmation");
    const question = await next();
    expect(question.type).toBe("SubscriptionConfirmation");

    const wrong = sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: "0".repeat(288) }));
    expect((await refusalOf(wrong)).message).toBe("Invalid parameter: Token");
    const confirmed = await fetch(question.document["SubscribeURL"] ?? "");
    expect([confirmed.status, await confirmed.text()]).toEqual([
      200,
      expect.stringContaining("<ConfirmSubscriptionResult>"),
    ]);
    const { Subscriptions: [subscription] = [] } = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn }),
    );
    const SubscriptionArn = subscription?.SubscriptionArn;
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ PendingConfirmation: "false", ConfirmationWasAuthenticated: "false" });

    await sns.send(new PublishCommand({ TopicArn, Subject: "Hi", Message: "grüße ✓" }));
    const { type, document } = await next();
    expect([type, document["Message"]]).toEqual(["Notification", "grüße ✓"]);
    const certificate = await (await fetch(document["SigningCertURL"] ?? "")).text();
    const signed = canonical(document, ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]);
    const holds = (text: string) =>
      createVerify("RSA-SHA1")
        .update(text)
        .verify(certificate, document["Signature"] ?? "", "base64");
    expect([holds(signed), holds(`${signed}x`)]).toEqual([true, false]);

    expect((await fetch(document["UnsubscribeURL"] ?? "")).status).toBe(200);
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    const left = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(left.Subscriptions).toEqual([]);
  });

  test("SNS-4 nothing else of SNS is served without a signature", async () => {
    const address = `${facts.endpoint}/?Action=Publish&TopicArn=${TopicArn}&Message=x`;
    expect((await fetch(address)).status).toBe(404);
    const form = { method: "POST", body: new URLSearchParams({ Action: "Publish", TopicArn, Message: "x" }) };
    expect((await fetch(facts.endpoint, form)).status).toBe(403);
  });
});
