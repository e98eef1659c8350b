import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellOf, matrixOf, rowOf } from "../support/access.ts";
import { clientsFor } from "../support/clients.ts";
import { logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";

const bus = join(import.meta.dirname, "fixtures", "bus");

describe("a project of two stacks with a bus between them", () => {
  let product: Product;
  let clients: ReturnType<typeof clientsFor>;
  let events: EventBridgeClient;

  beforeAll(async () => {
    product = await startProduct({ folders: [join(bus, "shop"), join(bus, "ledger")] });
    clients = clientsFor(product.facts);
    const { endpoint, region, credentials } = product.facts;
    events = new EventBridgeClient({ endpoint, region, credentials, maxAttempts: 1 });
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const output = (stack: string, name: string) => product.facts.stacks[stack]?.[name] ?? "";
  const invoke = async (FunctionName: string, event: object): Promise<Record<string, string>> => {
    const { Payload = new Uint8Array() } = await clients.lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
    );
    return JSON.parse(Buffer.from(Payload).toString("utf8")) as Record<string, string>;
  };
  const booked = (): string[] =>
    logOf(product.facts, output("bus-ledger", "BookName"))
      .split("\n")
      .flatMap((line) => /booked (\{.*\})/.exec(line)?.[1] ?? []);
  /** The next message, which is gone from the queue then. */
  const lost = async (): Promise<Message> => {
    const QueueUrl = output("bus-ledger", "LostUrl");
    for (;;) {
      const { Messages: [message] = [] } = await clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MessageAttributeNames: ["All"] }),
      );
      if (message === undefined) continue;
      await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      return message;
    }
  };

  test("a sale in one stack is booked in the other; what the rule does not look for is not", async () => {
    const run = randomUUID();
    const sell = output("bus-shop", "SellName");
    await invoke(sell, { type: "Seen", id: `sale-seen-${run}` });
    await invoke(sell, { type: "Paid", id: `other-${run}` });
    const { eventId } = await invoke(sell, { type: "Paid", id: `sale-${run}` });

    expect(eventId).toMatch(/^[0-9a-f-]{36}$/);
    await expect.poll(booked).toContain(JSON.stringify({ id: `sale-${run}` }));
    expect(booked().filter((sale) => sale.includes(run))).toHaveLength(1);
  });

  test("a role without events:PutEvents is refused in AWS's words", async () => {
    expect(await invoke(output("bus-shop", "SmuggleName"), { type: "Paid", id: "sale-0" })).toEqual({
      refused: "AccessDeniedException",
      message: expect.stringMatching(
        /^User: arn:aws:sts::123456789012:assumed-role\/.* is not authorized to perform: events:PutEvents on resource: arn:aws:events:eu-west-1:123456789012:event-bus\/bus-shop-sales because no identity-based policy allows the events:PutEvents action$/,
      ),
    });
  });

  test("a function whose policy does not let the rule gets nothing; the event is left in the queue", async () => {
    const id = `refund-${randomUUID()}`;
    await invoke(output("bus-shop", "SellName"), { type: "Refunded", id });

    const { Body = "", MessageAttributes } = await lost();

    expect(JSON.parse(Body)).toMatchObject({ source: "shop", "detail-type": "Refunded", detail: { id } });
    expect(MessageAttributes?.["ERROR_CODE"]?.StringValue).toBe("NO_PERMISSIONS");
    expect(logOf(product.facts, output("bus-ledger", "DeafName"))).not.toContain(id);
  });

  test("ACCESS-1 who may put events on the bus, and where its rules lead: every proof agrees", async () => {
    const matrix = await matrixOf(product.facts.stateDir, ["--prove"], bus);

    expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
    expect(rowOf(matrix, "bus-shop/Sales events:PutEvents").summary).toBe("Only the role of Sell.");
    expect(cellOf(matrix, "bus-ledger/Lost sqs:SendMessage", "service@events.amazonaws.com")).toMatchObject({
      verdict: "only-if",
      sentence: "for bus-ledger/ToDeaf",
    });
    expect(rowOf(matrix, "bus-ledger/Book lambda:InvokeFunction").summary).toBe(
      "EventBridge only for bus-ledger/BookPaid.",
    );
    expect(rowOf(matrix, "bus-ledger/Deaf lambda:InvokeFunction").summary).toBe("Nobody.");
  });

  test("the SDK's own calls: an entry that is none, an unknown bus, a pattern", async () => {
    const entry = { Source: "shop", DetailType: "Paid" };
    const { Entries, FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Detail: "no json" },
          { ...entry, Detail: "{}", EventBusName: "nowhere", Time: new Date() },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([
      { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
      { EventId: expect.any(String) },
    ]);
    const Event = JSON.stringify({
      ...{ id: "1", "detail-type": "d", source: "shop", account: "1", time: "t", region: "r" },
      resources: [],
    });
    const { Result } = await events.send(
      new TestEventPatternCommand({ EventPattern: '{"source":[{"suffix":"op"}]}', Event }),
    );
    expect(Result).toBe(true);
  });
});
