import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { StreamAction } from "../../../core/ports/table-streams.ts";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { arnOf, create, source } from "../testing/functions.ts";
import { queueArn, testQueues } from "../testing/queues.ts";
import { serveLambda, type TestLambda } from "../testing/service.ts";
import { streamArn, type TestStreams, testStreams } from "../testing/streams.ts";
import { testTopics, topicArn } from "../testing/takers.ts";

const streams: TestStreams = testStreams();
const queues = testQueues();
const topics = testTopics("told");
const traced: TraceEvent[] = [];
let lambda: TestLambda;
beforeAll(async () => {
  queues.make("left");
  lambda = await serveLambda({
    messageQueues: queues,
    snsTopics: topics,
    tableStreams: streams,
    trace: { record: (event) => void traced.push(event) },
  });
  // Says which items of which table it got; fails with what its items say.
  const handler = `0; const failed = new Set(); exports.handler = async ({ Records }) => {
    const keys = Records.map(({ dynamodb: { Keys, NewImage } }) => Keys.id.S + (NewImage.change ? '#' + NewImage.change.N : ''));
    const table = Records[0].eventSourceARN.split("/")[1];
    console.log(table + ' got ' + keys.join(','));
    if (keys.includes('whole')) console.log('whole ' + JSON.stringify(Records));
    const once = Records.filter(({ dynamodb }) => dynamodb.Keys.id.S.startsWith('once') && !failed.has(dynamodb.Keys.id.S));
    for (const { dynamodb } of once) failed.add(dynamodb.Keys.id.S);
    if (keys.some((key) => key.startsWith('bad'))) throw new Error('no');
    return { batchItemFailures: once.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) };
  }`;
  await create(lambda, "fn", { Code: { ZipFile: source(handler) }, Timeout: 30 });
  lambda.service.startPolling();
});
afterAll(() => lambda.close());
beforeEach(() => {
  streams.denied = [];
  queues.denied = [];
  topics.denies = false;
  traced.length = 0;
});

let count = 0;
/** A table of its own for each test. */
function newTable(): string {
  count += 1;
  streams.make(`t${count}`);
  return `t${count}`;
}
const send: TestLambda["client"]["send"] = ((command: never) => lambda.client.send(command)) as never;
const map = (table: string, more: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  send(
    new CreateEventSourceMappingCommand({
      FunctionName: "fn",
      EventSourceArn: streamArn(table),
      StartingPosition: "TRIM_HORIZON",
      ...more,
    }),
  );
/** The keys of each batch that the function got of the table. */
const batches = (table: string): string[] =>
  lambda
    .logged()
    .split("\n")
    .flatMap((line) => (line.includes(`${table} got `) ? [line.slice(line.indexOf(" got ") + 5)] : []));
const got = (table: string) => expect.poll(() => batches(table));
const wrong = (message: string) => ({ name: "InvalidParameterValueException", message });

describe("A mapping of a stream", () => {
  test("is told with AWS's defaults, and how its last call ended", async () => {
    const table = newTable();
    const made = await map(table);
    expect(made).toMatchObject({
      State: "Creating",
      StateTransitionReason: "User action",
      LastProcessingResult: "No records processed",
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 1,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      BisectBatchOnFunctionError: false,
      TumblingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: {} },
      FunctionResponseTypes: [],
      EventSourceArn: streamArn(table),
      FunctionArn: arnOf("fn"),
    });
    streams.write(table, "a");
    await got(table).toEqual(["a"]);
    const told = () => send(new GetEventSourceMappingCommand({ UUID: made.UUID }));
    await expect.poll(async () => (await told()).LastProcessingResult).toBe("OK");
    await expect(map(table)).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: `The event source arn (" ${streamArn(table)} ") and function (" fn ") provided mapping already exists. Please update or delete the existing mapping with UUID ${made.UUID}`,
    });
  });

  test.each<[string, Partial<CreateEventSourceMappingCommandInput>, string | RegExp]>([
    [
      "no starting position",
      { StartingPosition: undefined },
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      "a point in time",
      { StartingPosition: "AT_TIMESTAMP" },
      /^Unsupported starting position for arn type: arn/,
    ],
    [
      "a stream that is not there",
      { EventSourceArn: streamArn("nothing") },
      `Stream not found: ${streamArn("nothing")}`,
    ],
    [
      "a tumbling window",
      { TumblingWindowInSeconds: 30 },
      "TumblingWindowInSeconds is not supported by Portcullis. See docs/gaps.md.",
    ],
    [
      "a member of queues",
      { ScalingConfig: { MaximumConcurrency: 2 } },
      "ScalingConfig isn't supported for this event source type",
    ],
    ["an age below a minute", { MaximumRecordAgeInSeconds: 59 }, /^MaximumRecordAgeInSeconds has to be/],
    [
      "a pattern that is none",
      { FilterCriteria: { Filters: [{ Pattern: "{" }] } },
      "Invalid filter pattern definition.",
    ],
    [
      "a destination that is not there",
      { DestinationConfig: { OnFailure: { Destination: queueArn("nowhere") } } },
      `The destination ARN ${queueArn("nowhere")} is invalid.`,
    ],
    [
      "a bucket as the destination",
      { DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::records" } } },
      /^The destination arn:aws:s3:::records is recognised but not supported by Portcullis/,
    ],
    [
      "a function as the destination",
      { DestinationConfig: { OnFailure: { Destination: arnOf("fn") } } },
      `The destination ARN ${arnOf("fn")} is invalid.`,
    ],
  ])("is refused for %s", async (_what, more, message) => {
    const text = typeof message === "string" ? message : expect.stringMatching(message);
    await expect(map(newTable(), more)).rejects.toMatchObject(wrong(text));
  });

  test.each<StreamAction>([
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:DescribeStream",
    "dynamodb:ListStreams",
  ])("LAM-33 is refused where the function's role may not %s", async (action) => {
    const table = newTable();
    streams.denied = [action];
    await expect(map(table)).rejects.toMatchObject(
      wrong(
        `Cannot access stream ${streamArn(table)}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
      ),
    );
  });

  test("LAM-34 is refused where the function's role may not send to the destination", async () => {
    queues.denied = ["sqs:SendMessage"];
    topics.denies = true;
    const to = (Destination: string) =>
      map(newTable(), { DestinationConfig: { OnFailure: { Destination } } });
    await expect(to(queueArn("left"))).rejects.toMatchObject(
      wrong("The provided execution role does not have permissions to call SendMessage on SQS"),
    );
    await expect(to(topicArn("told"))).rejects.toMatchObject(
      wrong("The provided execution role does not have permissions to call Publish on SNS"),
    );
  });
});

describe("Records of a stream", () => {
  test("come as AWS gives them, with the stream that they are of", async () => {
    const table = newTable();
    await map(table);
    const SequenceNumber = streams.write(table, "whole", { n: { N: "1" } });
    const line = () => lambda.logged().split("whole [")[1];
    await expect.poll(line).toBeDefined();
    expect(JSON.parse(`[${line()?.split("\n")[0]}`)).toEqual([
      {
        eventName: "INSERT",
        eventSource: "aws:dynamodb",
        eventSourceARN: streamArn(table),
        dynamodb: {
          SequenceNumber,
          ApproximateCreationDateTime: expect.any(Number),
          Keys: { id: { S: "whole" } },
          NewImage: { id: { S: "whole" }, n: { N: "1" } },
        },
      },
    ]);
  });

  test("TRIM_HORIZON begins with what is there, LATEST behind it", async () => {
    const [old, young] = [newTable(), newTable()];
    for (const table of [old, young]) streams.write(table, "before");
    await map(old);
    await map(young, { StartingPosition: "LATEST" });
    for (const table of [old, young]) streams.write(table, "after");
    await expect.poll(() => batches(old).join()).toBe("before,after");
    await got(young).toEqual(["after"]);
  });

  test("come in batches of the size at most, in their order", async () => {
    const table = newTable();
    for (const key of ["a", "b", "c", "d", "e"]) streams.write(table, key);
    await map(table, { BatchSize: 2 });
    await got(table).toEqual(["a,b", "c,d", "e"]);
  });

  test("pass when one filter matches; the others are skipped", async () => {
    const table = newTable();
    const filter = (image: object) => ({ Pattern: JSON.stringify({ dynamodb: { NewImage: image } }) });
    await map(table, {
      FilterCriteria: {
        Filters: [
          filter({ n: { N: [{ numeric: [">", 100] }, { "anything-but": "101" }] } }),
          filter({ gone: [{ exists: true }] }),
          filter({ kind: { S: [{ prefix: "wan" }] } }),
        ],
      },
    });
    streams.write(table, "number", { n: { N: "101" } });
    streams.write(table, "no");
    streams.write(table, "yes", { kind: { S: "wanted" } });
    streams.write(table, "also", { n: { N: "99" } });
    await expect.poll(() => batches(table).join()).toBe("yes,also");
  });

  test("LAM-32 begin again at the first that failed", async () => {
    const table = newTable();
    for (const key of ["a", "once b", "c"]) streams.write(table, key);
    await map(table, { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await got(table).toEqual(["a,once b,c", "once b,c"]);
  });

  test.each([1, 10])(
    "ParallelizationFactor %i: changes of an item never overtake each other",
    async (ParallelizationFactor) => {
      const table = newTable();
      for (let change = 10; change < 50; change += 1) {
        streams.write(table, `item${change % 4}`, { change: { N: `${change}` } });
      }
      await map(table, { ParallelizationFactor, BatchSize: 1 });
      await expect.poll(() => batches(table).length).toBe(40);
      for (const item of ["item0", "item1", "item2", "item3"]) {
        const changes = batches(table).filter((one) => one.startsWith(item));
        expect(changes).toHaveLength(10);
        expect(changes).toEqual([...changes].sort());
      }
    },
  );

  test("an item that fails holds up those of its lane, and no others", async () => {
    const table = newTable();
    streams.write(table, "bad");
    for (let item = 0; item < 20; item += 1) streams.write(table, `item${item}`);
    await map(table, { ParallelizationFactor: 10, BatchSize: 1 });
    const fine = () => batches(table).filter((one) => one.startsWith("item")).length;
    await expect.poll(fine).toBeGreaterThan(5);
    await expect.poll(() => batches(table).filter((one) => one === "bad").length).toBeGreaterThan(1);
  });

  test("given up are told to the queue, and what follows goes on", async () => {
    const table = newTable();
    const [first, last] = [streams.write(table, "bad a"), streams.write(table, "b")];
    await map(table, {
      BatchSize: 2,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queueArn("left") } },
    });
    streams.write(table, "c");
    await got(table).toEqual(["bad a,b", "c"]);
    const { body = "" } = queues.sent("left").at(-1) ?? {};
    expect(JSON.parse(body)).toEqual({
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: arnOf("fn"),
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 1,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: expect.stringMatching(/Z$/),
      DDBStreamBatchInfo: {
        shardId: "shardId-1",
        startSequenceNumber: first,
        endSequenceNumber: last,
        approximateArrivalOfFirstRecord: expect.stringMatching(/Z$/),
        approximateArrivalOfLastRecord: expect.stringMatching(/Z$/),
        batchSize: 2,
        streamArn: streamArn(table),
      },
    });
  });

  test("LAM-34 nothing is told once the role may not publish, and the trace says so", async () => {
    const table = newTable();
    const DestinationConfig = { OnFailure: { Destination: topicArn("told") } };
    await map(table, { BatchSize: 1, MaximumRetryAttempts: 0, DestinationConfig });
    streams.write(table, "bad 1");
    await expect.poll(() => topics.given(topicArn("told"))).toHaveLength(1);
    topics.denies = true;
    streams.write(table, "bad 2");
    streams.write(table, "fine");
    await got(table).toEqual(["bad 1", "bad 2", "fine"]);
    expect(topics.given(topicArn("told"))).toHaveLength(1);
    expect(traced.filter(({ step }) => step === "destination")).toMatchObject([{ verdict: "deny" }]);
  });

  test("LAM-33 are not read once the role may not, and the trace says so", async () => {
    const table = newTable();
    await map(table);
    streams.write(table, "a");
    await got(table).toEqual(["a"]);
    streams.denied = ["dynamodb:GetRecords"];
    streams.write(table, "b");
    const denials = () => traced.filter(({ who, verdict }) => who === streamArn(table) && verdict === "deny");
    await expect.poll(denials).toHaveLength(1);
    expect(batches(table)).toEqual(["a"]);
    streams.denied = [];
    await got(table).toEqual(["a", "b"]);
  });

  test("wait while the mapping is off, and are there when it is on again; with the mapping its place goes", async () => {
    const table = newTable();
    const { UUID } = await map(table);
    const set = (Enabled: boolean) => send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    streams.write(table, "a");
    await got(table).toEqual(["a"]);
    expect((await set(false)).State).toBe("Disabling");
    streams.write(table, "b");
    await set(true);
    await got(table).toEqual(["a", "b"]);
    await send(new DeleteEventSourceMappingCommand({ UUID }));
    await map(table);
    await expect.poll(() => batches(table).join()).toBe("a,b,a,b");
  });
});

test("LAM-32 what was not done when the cloud ended comes again, and nothing that was done", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-streams-"));
  const open = join(stateDir, "open");
  const handler = `0; exports.handler = async ({ Records }) => {
    const keys = Records.map(({ dynamodb }) => dynamodb.Keys.id.S).join();
    console.log('began ' + keys);
    if (keys !== 'a' && !require("node:fs").existsSync(${JSON.stringify(open)})) await new Promise(() => setInterval(() => 0, 1000));
    console.log('did ' + keys);
  }`;
  const own = testStreams();
  own.make("kept");
  const before = await serveLambda({ stateDir, tableStreams: own });
  before.service.startPolling();
  await create(before, "fn", { Code: { ZipFile: source(handler) }, Timeout: 900 });
  await before.client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "fn",
      EventSourceArn: streamArn("kept"),
      StartingPosition: "LATEST",
      BatchSize: 1,
    }),
  );
  for (const key of ["a", "b", "c"]) own.write("kept", key);
  await expect.poll(before.logged).toContain("began b");
  await before.close({ keepState: true });
  own.write("kept", "d");
  writeFileSync(open, "");

  const after = await serveLambda({ stateDir, tableStreams: own });
  after.service.startPolling();
  await expect.poll(after.logged).toContain("did d");
  expect(after.logged().match(/did \w/g)).toEqual(["did b", "did c", "did d"]);
  await after.close({ keepState: true });
  rmSync(stateDir, { recursive: true, force: true });
});
