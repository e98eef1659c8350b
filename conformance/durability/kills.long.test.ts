import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { type Product, startProduct } from "../support/product.ts";

/** How often the cloud, or each fifth time the engine of its tables, is killed. */
const KILLS = Number(process.env["PORTCULLIS_KILLS"] ?? 15);
const WRITERS = 6;

const receipts = {
  folders: [join(import.meta.dirname, "fixtures", "receipts")],
  arguments: ["--no-watch"],
};

interface Waiting {
  /** Answers that are still to come. */
  count: number;
  done(): void;
}

describe(`${KILLS} kills at random moments, under load`, () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let kinds: Readonly<Record<string, (id: string) => Promise<unknown>>>;
  let tables: DynamoDBClient;
  /** By kind. */
  const acknowledged = new Map<string, string[]>();
  const sentOf = (kind: string): string[] => acknowledged.get(kind) ?? [];

  beforeAll(async () => {
    product = await startProduct(receipts);
    outputs = product.facts.stacks["receipts"] ?? {};
    kinds = connected();
    await underLoad(async (answered) => {
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await answered(5 + Math.floor(Math.random() * 60));
        if (kill % 5 === 0) await killEngine();
        else await killAndStartAgain();
      }
      await answered(20);
    });
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  /** Every way in, by name; what comes on it later is found under `<name>-<number>`. */
  function connected(): typeof kinds {
    const { endpoint, region, credentials } = product.facts;
    const { lambda, sqs } = clientsFor(product.facts);
    const settings = { endpoint, region, credentials, maxAttempts: 1 };
    tables = new DynamoDBClient(settings);
    const sns = new SNSClient(settings);
    const buses = new EventBridgeClient(settings);
    const scheduler = new SchedulerClient(settings);
    const send = (queue: string) => (id: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: outputs[queue] ?? "",
          MessageBody: id,
          ...(queue === "Ordered" ? { MessageGroupId: "all", MessageDeduplicationId: id } : {}),
        }),
      );
    const put = (table: string) => (id: string) =>
      tables.send(new PutItemCommand({ TableName: outputs[table] ?? "", Item: { id: { S: id } } }));
    return {
      item: put("Notes"),
      change: put("Source"),
      kept: send("Kept"),
      ordered: send("Ordered"),
      job: send("Jobs"),
      news: (id) => sns.send(new PublishCommand({ TopicArn: outputs["News"] ?? "", Message: id })),
      bus: (id) =>
        buses.send(
          new PutEventsCommand({
            Entries: [{ Source: "receipts", DetailType: "receipt", Detail: JSON.stringify({ id }) }],
          }),
        ),
      schedule: async (id) => {
        const due = (Math.floor(Date.now() / 1000) + 2) * 1000;
        await scheduler.send(
          new CreateScheduleCommand({
            Name: id,
            ScheduleExpression: `at(${new Date(due).toISOString().slice(0, 19)})`,
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: {
              Arn: outputs["NoteArn"] ?? "",
              RoleArn: outputs["ScheduleRoleArn"] ?? "",
              Input: JSON.stringify({ id }),
            },
          }),
        );
        // One whose time was over when it was taken is never due.
        if (Date.now() >= due) throw new Error("The answer came late.");
      },
      event: (id) =>
        lambda.send(
          new InvokeCommand({
            FunctionName: outputs["Note"] ?? "",
            InvocationType: "Event",
            Payload: JSON.stringify({ id }),
          }),
        ),
    };
  }

  /** Writes on every way until `work` has ended, which may wait for a number of answers. */
  async function underLoad(work: (answered: (count: number) => Promise<void>) => Promise<void>) {
    let ended = false;
    let waiting: Waiting = { count: Number.POSITIVE_INFINITY, done: () => undefined };
    const names = Object.keys(kinds);
    let next = 0;
    const write = async () => {
      while (!ended) {
        const number = next++;
        const kind = names[number % names.length] ?? "";
        const id = `${kind}-${String(number).padStart(7, "0")}`;
        const isKept = await kinds[kind]?.(id).then(
          () => true,
          () => false,
        );
        if (isKept === true) {
          acknowledged.set(kind, [...sentOf(kind), id]);
          waiting.count -= 1;
          if (waiting.count === 0) waiting.done();
        } else {
          await starting;
        }
      }
    };
    const writers = Array.from({ length: WRITERS }, write);
    try {
      await work((count) => new Promise<void>((done) => (waiting = { count, done })));
    } finally {
      ended = true;
    }
    await Promise.all(writers);
  }

  let starting: Promise<unknown> = Promise.resolve();
  async function killAndStartAgain() {
    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
    const ports = { port, mqttPort, mqttTlsPort, appPort };
    const again = product.kill().then(() => startProduct({ ...receipts, stateDir, ports }));
    starting = again;
    product = await again;
  }

  /** It starts with the first call of a table. */
  async function killEngine() {
    await kinds["item"]?.("starts-the-engine");
    const engines = enginesOf(product.facts.stateDir);
    if (engines.length === 0) throw new Error("The tables have no engine.");
    for (const pid of engines) process.kill(pid, "SIGKILL");
  }

  async function found(): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const { Items = [] } of paginateScan(
      { client: tables },
      { TableName: outputs["Notes"] ?? "" },
    )) {
      for (const { id } of Items) ids.add(id?.S ?? "");
    }
    return ids;
  }

  test.each(["item", "change", "job", "news", "event", "bus", "schedule"])(
    "%s: what was acknowledged is in the table",
    async (kind) => {
      const sent = sentOf(kind);
      expect(sent.length).toBeGreaterThan(KILLS);
      await expect
        .poll(
          async () => {
            const there = await found();
            // News and changes are told by the id of what was sent.
            const name = (id: string) => (kind === "news" || kind === "change" ? `${kind}-${id}` : id);
            return sent.filter((id) => !there.has(name(id)));
          },
          { interval: 500 },
        )
        .toEqual([]);
    },
  );

  test.each(["Kept", "Heard"])("%s: what was acknowledged comes out of the queue", async (queue) => {
    const sent = sentOf(queue === "Heard" ? "news" : "kept");
    const bodies = new Set<string>();
    expect(sent.length).toBeGreaterThan(KILLS);
    await expect
      .poll(async () => {
        for (const { Body = "" } of await drained(queue)) {
          bodies.add(queue === "Heard" ? (JSON.parse(Body) as { Message: string }).Message : Body);
        }
        return sent.filter((id) => !bodies.has(id));
      })
      .toEqual([]);
  });

  test("Ordered: what was acknowledged comes out once, in the order in which it was acknowledged", async () => {
    const bodies = (await drained("Ordered")).map(({ Body = "" }) => Body);
    const sent = sentOf("ordered");

    expect(new Set(bodies).size).toBe(bodies.length);
    expect(bodies.filter((id) => sent.includes(id)).sort()).toEqual([...sent].sort());
  });

  /** Everything that a queue gives now, taken out of it. */
  async function drained(queue: string): Promise<Message[]> {
    const { sqs } = clientsFor(product.facts);
    const QueueUrl = outputs[queue] ?? "";
    const all: Message[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return all;
      all.push(...Messages);
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl,
          Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
    }
  }
});

/** Programs of the engine that serve the tables of this state folder. */
function enginesOf(stateDir: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [program = "", ...given] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return program.includes("dynoxide") && given.join(" ").includes(join(stateDir, "dynamodb"));
      } catch {
        return false;
      }
    });
}
