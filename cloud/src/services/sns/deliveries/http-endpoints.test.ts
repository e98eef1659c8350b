import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, deliver, openSns, queueArn, type SnsWorld, taken, topic } from "../testing/world.ts";
import { MOST_POSTS_AT_ONCE } from "./dispatcher.ts";

const ARN = arnOf("news");

interface Got {
  readonly headers: IncomingMessage["headers"];
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly body: string;
}

let server: Server;
let got: Got[];
/** Status of each answer to come; 200 once there is none. */
let answers: number[];
let world: SnsWorld;
beforeEach(async () => {
  got = [];
  answers = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    got.push({ headers: request.headers, method: request.method, path: request.url, body });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  world = openSns();
  await topic(world, "news");
});
afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=b`;
const documentOf = ({ body }: Got) => JSON.parse(body) as Record<string, string>;

async function confirmed(Attributes: object = {}): Promise<string> {
  await taken(world, "Subscribe", { TopicArn: ARN, Protocol: "http", Endpoint: endpoint(), Attributes });
  await deliver(world);
  const { Token } = documentOf(got[0] as Got);
  const answer = await taken(world, "ConfirmSubscription", { TopicArn: ARN, Token });
  got = [];
  return /<SubscriptionArn>([^<]*)/.exec(answer)?.[1] ?? "";
}

const publish = async (): Promise<void> => {
  await taken(world, "Publish", { TopicArn: ARN, Message: "hello" });
  await deliver(world);
};

describe("an HTTP endpoint", () => {
  test("SNS-4 gets the question first, and nothing else before it is answered", async () => {
    await taken(world, "Subscribe", { TopicArn: ARN, Protocol: "http", Endpoint: endpoint() });
    await deliver(world);
    await publish();

    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({
      method: "POST",
      path: "/hook?a=b",
      headers: {
        "content-type": "text/plain; charset=UTF-8",
        "user-agent": "Amazon Simple Notification Service Agent",
        "x-amz-sns-message-type": "SubscriptionConfirmation",
        "x-amz-sns-message-id": expect.any(String),
        "x-amz-sns-topic-arn": ARN,
      },
    });
    expect(Object.keys(documentOf(got[0] as Got))).toEqual([
      "Type",
      "MessageId",
      "Token",
      "TopicArn",
      "Message",
      "SubscribeURL",
      "Timestamp",
      "SignatureVersion",
      "Signature",
      "SigningCertURL",
    ]);
  });

  test("gets notifications once it has confirmed", async () => {
    const subscription = await confirmed();
    await publish();

    expect(got).toHaveLength(1);
    expect(got[0]?.headers).toMatchObject({
      "x-amz-sns-message-type": "Notification",
      "x-amz-sns-subscription-arn": subscription,
    });
    expect(got[0]?.headers).not.toHaveProperty("x-amz-sns-rawdelivery");
    expect(documentOf(got[0] as Got)).toMatchObject({ Type: "Notification", Message: "hello" });
  });

  test("gets the message itself and another type where it is asked for", async () => {
    await confirmed({
      RawMessageDelivery: "true",
      DeliveryPolicy: '{"requestPolicy":{"headerContentType":"text/csv"}}',
    });
    await publish();

    expect(got[0]).toMatchObject({
      body: "hello",
      headers: { "content-type": "text/csv", "x-amz-sns-rawdelivery": "true" },
    });
  });

  test("is tried again three times, twenty seconds apart; then the dead-letter queue gets it", async () => {
    await confirmed({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead") }) });
    answers = [500, 429, 503, 500];
    await publish();
    expect(got).toHaveLength(1);

    await deliver(world, 19);
    expect(got).toHaveLength(1);
    await deliver(world, 1);
    await deliver(world, 20);
    expect([got.length, world.queued.length]).toEqual([3, 0]);
    await deliver(world, 20);
    expect([got.length, world.queued.map(({ queue }) => queue)]).toEqual([4, [queueArn("dead")]]);
    await deliver(world, 3600);
    expect(got).toHaveLength(4);
  });

  test.each([302, 400, 404])("is not tried again after %d", async (status) => {
    await confirmed();
    answers = [status];
    await publish();
    await deliver(world, 3600);

    expect(got).toHaveLength(1);
  });

  test("that nobody listens at is tried again, and gets it once somebody does", async () => {
    await confirmed();
    const { port } = server.address() as AddressInfo;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await publish();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));

    await deliver(world, 20);

    expect(got.map((one) => documentOf(one)["Message"])).toEqual(["hello"]);
  });

  test("is tried as often as its subscription says, or its topic, unless that forbids it", async () => {
    const oneRetry =
      '{"http":{"defaultHealthyRetryPolicy":{"numRetries":1},"disableSubscriptionOverrides":true}}';
    await confirmed({ DeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":0}}' });
    answers = [500, 500];
    await publish();
    await deliver(world, 3600);
    expect(got).toHaveLength(1);

    const policy = { TopicArn: ARN, AttributeName: "DeliveryPolicy", AttributeValue: oneRetry };
    await taken(world, "SetTopicAttributes", policy);
    got = [];
    answers = [500, 500, 500];
    await publish();
    await deliver(world, 20);
    await deliver(world, 3600);
    expect(got).toHaveLength(2);
  });

  test("SNS-10 whose answer never ends has accepted the message, and is hung up on in the end", async () => {
    await confirmed();
    server.removeAllListeners("request");
    const asked = once(server, "request");
    await taken(world, "Publish", { TopicArn: ARN, Message: "hello" });
    const delivered = deliver(world);
    const [request, response] = (await asked) as [IncomingMessage, ServerResponse];
    request.resume();
    response.writeHead(200, { "Content-Length": "1000000" }).write("and so on");
    await delivered;
    const gone = once(response, "close");
    expect(response.destroyed).toBe(false);
    world.timers.advance(15_000);
    await gone;
  });

  test("SNS-10 that is slow gets a few messages at once, and holds up nobody else", async () => {
    await confirmed();
    await taken(world, "Subscribe", { TopicArn: ARN, Protocol: "sqs", Endpoint: queueArn("jobs") });
    server.removeAllListeners("request");
    const waiting: ServerResponse[] = [];
    let allCame = (): void => undefined;
    const came = new Promise<void>((resolve) => {
      allCame = resolve;
    });
    server.on("request", (request, response) => {
      request.resume();
      if (waiting.push(response) === MOST_POSTS_AT_ONCE) allCame();
    });
    const messages = MOST_POSTS_AT_ONCE + 5;
    for (let n = 0; n < messages; n += 1) await taken(world, "Publish", { TopicArn: ARN, Message: `m${n}` });
    const delivered = deliver(world);
    await came;
    const now = world.account.clock.now();
    const held = world.database.prepare("SELECT COUNT(*) AS n FROM sns_deliveries WHERE due_at > ?").get(now);
    expect([held, world.queued.length]).toEqual([{ n: MOST_POSTS_AT_ONCE }, messages]);
    server.removeAllListeners("request");
    server.on("request", (request, response) => {
      request.resume();
      response.end();
      waiting.push(response);
    });
    for (const response of waiting) response.end();
    await delivered;
    await deliver(world);
    expect(waiting).toHaveLength(messages);
  });

  test("SNS-5 that is asked while the cloud stops is asked no more, and no timer waits for it", async () => {
    await confirmed();
    server.removeAllListeners("request");
    const asked = once(server, "request");
    await taken(world, "Publish", { TopicArn: ARN, Message: "hello" });
    world.timers.advance(0);
    await asked;
    await world.service.close();
    await expect.poll(() => world.timers.waiting).toBe(0);
  });

  test("SNS-5 that did not answer before a stop gets it again after the next start", async () => {
    await confirmed();
    const { account, database } = world;
    await taken(world, "Publish", { TopicArn: ARN, Message: "hello" });
    await world.service.close();

    world = openSns({ account, database });
    world.service.deliveries.start();
    await deliver(world);

    expect(got.map((one) => documentOf(one)["Message"])).toEqual(["hello"]);
  });
});
