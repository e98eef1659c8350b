import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { arnOf, create, source } from "../testing/functions.ts";
import { queueArn, type TestQueues, testQueues } from "../testing/queues.ts";
import { SCOPE, serveLambda, type TestLambda } from "../testing/service.ts";

let lambda: TestLambda;
let queues: TestQueues;
const traced: TraceEvent[] = [];
const heard = new Set<() => void>();

/** Until the functions have logged the text so often. */
const says = (text: string, times = 1) =>
  expect.poll(() => lambda.logged().split(text).length - 1).toBeGreaterThanOrEqual(times);

beforeAll(async () => {
  queues = testQueues();
  lambda = await serveLambda({
    messageQueues: queues,
    trace: {
      record: (one) => {
        traced.push(one);
        for (const wake of heard) wake();
      },
    },
  });
  const handler = `0; exports.handler = async (event) => {
    const bodies = event.Records.map(({ body }) => body);
    console.log('got ' + bodies.join(','));
    if (bodies.includes('throw')) throw new Error('no');
    const batchItemFailures = event.Records.filter(({ body }) => body.startsWith('bad'))
      .map(({ messageId }) => ({ itemIdentifier: messageId }));
    if (bodies.includes('strange')) batchItemFailures.push({ itemIdentifier: 'nobody' });
    if (bodies.includes('event')) console.log('whole ' + JSON.stringify(event));
    return { batchItemFailures };
  }`;
  await create(lambda, "fn", { Code: { ZipFile: source(handler) }, Timeout: 30 });
  lambda.service.startPolling();
});
afterAll(() => lambda.close());
beforeEach(async () => {
  queues.denied = [];
  const { EventSourceMappings = [] } = await send(new ListEventSourceMappingsCommand({}));
  for (const { UUID } of EventSourceMappings) await send(new DeleteEventSourceMappingCommand({ UUID }));
});

const send: TestLambda["client"]["send"] = ((command: never) => lambda.client.send(command)) as never;
let count = 0;
/** A queue of its own for each test. */
function queue(facts: Parameters<TestQueues["make"]>[1] = {}): string {
  count += 1;
  const name = `q${count}`;
  queues.make(name, facts);
  return name;
}
const map = (name: string, more: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  send(new CreateEventSourceMappingCommand({ FunctionName: "fn", EventSourceArn: queueArn(name), ...more }));

describe("An event source mapping", () => {
  test("is made, told, changed and deleted, each with its state", async () => {
    const name = queue();
    const made = await map(name);
    const uuid = made.UUID ?? "";
    expect(made.$metadata.httpStatusCode).toBe(202);
    expect(made).toMatchObject({
      UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      State: "Creating",
      StateTransitionReason: "USER_INITIATED",
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      EventSourceArn: queueArn(name),
      FunctionArn: arnOf("fn"),
      FunctionResponseTypes: [],
      EventSourceMappingArn: `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:event-source-mapping:${uuid}`,
      LastModified: expect.any(Date),
    });
    for (const member of [
      "StartingPosition",
      "MaximumRetryAttempts",
      "LastProcessingResult",
      "FilterCriteria",
    ]) {
      expect(made).not.toHaveProperty(member);
    }
    expect((await send(new GetEventSourceMappingCommand({ UUID: uuid }))).State).toBe("Enabled");
    const update = (input: object) => send(new UpdateEventSourceMappingCommand({ UUID: uuid, ...input }));
    expect(await update({ BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } })).toMatchObject({
      State: "Updating",
      BatchSize: 5,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    expect((await update({ Enabled: false })).State).toBe("Disabling");
    expect((await update({ BatchSize: 6 })).State).toBe("Disabled");
    expect(await update({ Enabled: true })).toMatchObject({ State: "Enabling", BatchSize: 6 });
    const listed = await send(new ListEventSourceMappingsCommand({ EventSourceArn: queueArn(name) }));
    expect(listed.EventSourceMappings?.map(({ UUID }) => UUID)).toEqual([uuid]);
    expect(
      (await send(new ListEventSourceMappingsCommand({ FunctionName: "other" }))).EventSourceMappings,
    ).toEqual([]);
    const deleted = await send(new DeleteEventSourceMappingCommand({ UUID: uuid }));
    expect([deleted.State, deleted.$metadata.httpStatusCode]).toEqual(["Deleting", 202]);
    await expect(send(new GetEventSourceMappingCommand({ UUID: uuid }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The resource you requested does not exist.",
    });
    expect((await map(name, { Enabled: false })).State).toBe("Disabled");
  });

  const wrong = (message: string) => ({ name: "InvalidParameterValueException", message });
  test.each<[string, Partial<CreateEventSourceMappingCommandInput>, object]>([
    [
      "a function that is not there",
      { FunctionName: "none" },
      { name: "ResourceNotFoundException", message: `Function not found: ${arnOf("none")}` },
    ],
    [
      "a queue that is not there",
      { EventSourceArn: queueArn("none") },
      wrong(
        "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
      ),
    ],
    [
      "a large batch without a window",
      { BatchSize: 11 },
      wrong(
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
      ),
    ],
    [
      "what is no pattern",
      { FilterCriteria: { Filters: [{ Pattern: "{" }] } },
      wrong("Invalid filter pattern definition."),
    ],
    [
      "a member of streams",
      { MaximumRetryAttempts: 1 },
      wrong("MaximumRetryAttempts isn't supported for this event source type"),
    ],
    [
      "a starting position",
      { StartingPosition: "LATEST" },
      wrong("StartingPosition isn't supported for this event source type"),
    ],
    ["no source", { EventSourceArn: undefined as never }, wrong("Unrecognized event source.")],
    [
      "another service",
      { EventSourceArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/s" },
      wrong("An event source of kinesis is not supported by Portcullis. See docs/gaps.md."),
    ],
    [
      "a key",
      { KMSKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/k" },
      wrong("KMSKeyArn is not supported by Portcullis. See docs/gaps.md."),
    ],
    ["a concurrency of one", { ScalingConfig: { MaximumConcurrency: 1 } }, { name: "ValidationException" }],
  ])("%s is refused", async (_title, more, refusal) => {
    await expect(map(queue(), more)).rejects.toMatchObject(refusal);
    expect((await send(new ListEventSourceMappingsCommand({}))).EventSourceMappings).toEqual([]);
  });

  test("a timeout of the queue under the function's is refused", async () => {
    await expect(map(queue({ visibilityTimeoutSeconds: 29 }))).rejects.toThrow(
      "Queue visibility timeout: 29 seconds is less than Function timeout: 30 seconds",
    );
  });

  test("of a FIFO queue neither a window nor more than ten at once", async () => {
    const name = queue({ isFifo: true });
    await expect(map(name, { MaximumBatchingWindowInSeconds: 1 })).rejects.toThrow(/not supported for FIFO/);
    await expect(map(name, { BatchSize: 11, MaximumBatchingWindowInSeconds: 1 })).rejects.toThrow(
      /FIFO queue is 10/,
    );
  });

  test("a second one for the same queue and function is refused", async () => {
    const name = queue();
    const { UUID } = await map(name);
    await expect(map(name)).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: `An event source mapping with SQS arn (" ${queueArn(name)} ") and function (" fn ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    });
  });

  test.each(["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"] as const)(
    "LAM-26 a role that may not %s is refused",
    async (action) => {
      queues.denied = [`sqs:${action}`];
      await expect(map(queue())).rejects.toMatchObject(
        wrong(`The provided execution role does not have permissions to call ${action} on SQS`),
      );
    },
  );
});

describe("The messages of a queue", () => {
  test("LAM-27 go to the function and are gone when it has done them", async () => {
    const name = queue();
    await map(name);
    queues.put(name, "a", "b");
    await queues.deleted(name, 2);
    expect(queues.left(name)).toEqual([]);
  });

  test("LAM-27 come as AWS gives them", async () => {
    const name = queue();
    await map(name);
    queues.put(name, "event");
    await says("whole ");
    const [, text = ""] = /whole (\{.*\})/.exec(lambda.logged()) ?? [];
    expect(JSON.parse(text)).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: "event",
          attributes: { ApproximateReceiveCount: "1" },
          messageAttributes: {},
          md5OfBody: "4119639092e62c55ea8be348e4d9260d",
          eventSource: "aws:sqs",
          eventSourceARN: queueArn(name),
          awsRegion: "eu-west-1",
        },
      ],
    });
    await queues.deleted(name, 1);
  });

  test("LAM-27 stay when the function fails, and come again", async () => {
    const name = queue();
    await map(name);
    queues.put(name, "throw");
    await says("got throw");
    expect(queues.left(name)).toEqual(["throw"]);
    await traceOf("error");
    queues.reappear(name);
    await says("got throw", 2);
    expect(queues.left(name)).toEqual(["throw"]);
  });

  test("LAM-28 those that the function names stay, the others go", async () => {
    const name = queue();
    await map(name, { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    queues.put(name, "good1", "bad1", "good2");
    await queues.deleted(name, 2);
    expect(queues.left(name)).toEqual(["bad1"]);
  });

  test("LAM-28 without the setting the answer means nothing", async () => {
    const name = queue();
    await map(name);
    queues.put(name, "bad2");
    await queues.deleted(name, 1);
    expect(queues.left(name)).toEqual([]);
  });

  test("LAM-28 an id that none of them has keeps all", async () => {
    const name = queue();
    await map(name, { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    queues.put(name, "strange", "good3");
    await says("got strange,good3");
    queues.put(name, "good4");
    await queues.deleted(name, 1);
    expect(queues.left(name)).toEqual(["strange", "good3"]);
  });

  test("those that no filter lets pass are deleted unseen", async () => {
    const name = queue();
    const Pattern = JSON.stringify({ body: { kind: ["order"] } });
    await map(name, { FilterCriteria: { Filters: [{ Pattern }] } });
    queues.put(name, '{"kind":"other"}', '{"kind":"order"}', "plain-text");
    await queues.deleted(name, 3);
    expect(lambda.logged()).toContain('got {"kind":"order"}\n');
    expect(lambda.logged()).not.toContain("plain-text");
  });

  test("a window gathers until the batch is full", async () => {
    const name = queue();
    await map(name, { BatchSize: 12, MaximumBatchingWindowInSeconds: 300 });
    const bodies = Array.from({ length: 12 }, (_, index) => `w${index}`);
    queues.put(name, ...bodies);
    await queues.deleted(name, 12);
    expect(lambda.logged()).toContain(`got ${bodies.join(",")}\n`);
  });

  test("are left alone while the mapping is disabled, and when it is gone", async () => {
    const name = queue();
    const { UUID } = await map(name, { Enabled: false });
    queues.put(name, "waits");
    await send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await queues.deleted(name, 1);
    await send(new DeleteEventSourceMappingCommand({ UUID }));
    queues.put(name, "left");
    await map(queue());
    expect(queues.left(name)).toEqual(["left"]);
  });

  test("LAM-26 a role that may no more is told once, and nothing is received", async () => {
    const name = queue();
    const { UUID } = await map(name);
    queues.denied = ["sqs:ReceiveMessage"];
    queues.put(name, "kept");
    await traceOf("deny", UUID);
    expect(queues.left(name)).toEqual(["kept"]);
  });

  test("LAM-27 stay when the function is throttled", async () => {
    await create(lambda, "busy");
    await send(new PutFunctionConcurrencyCommand({ FunctionName: "busy", ReservedConcurrentExecutions: 0 }));
    const name = queue();
    await map(name, { FunctionName: "busy" });
    queues.put(name, "kept");
    await traceOf("deny", "busy");
    expect(queues.left(name)).toEqual(["kept"]);
    await send(new DeleteFunctionCommand({ FunctionName: "busy" }));
  });
});

/** Resolves when the trace has told of a mapping or a function so. */
async function traceOf(verdict: string, of?: string): Promise<void> {
  const isThere = () =>
    traced.some(
      (one) =>
        one.step === "event source mapping" &&
        one.verdict === verdict &&
        (of === undefined || one.request === of || one.operation === of),
    );
  while (!isThere()) {
    await new Promise<void>((resolve) => {
      heard.add(resolve);
    });
  }
}
