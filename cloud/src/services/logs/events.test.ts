import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemTimers } from "../../core/clock.ts";
import { silentLogger } from "../../core/logger.ts";
import type { LogFiles } from "../../core/ports/log-files.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import type { Database } from "../../store/database.ts";
import { createLogFiles } from "../../store/log-files/index.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { type ListeningService, listen } from "../../wire/testing/listen.ts";
import { createLogsService } from "./index.ts";

const GROUP = "/aws/lambda/orders";
const NOW = Date.now();
const DAY = 86_400_000;

const account = createTestAccount(NOW);
let folder: string;
let database: Database;
let files: LogFiles;
let server: ListeningService;
let client: CloudWatchLogsClient;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-logs-events-"));
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  const { identities, clock, scope, administrator } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  database = openDatabase(join(folder, "test.db"));
  files = createLogFiles(join(folder, "logs"), { clock, timers: systemTimers, logger: silentLogger });
  const around = { database, logFiles: files, authentication, trace: noTrace, logger: silentLogger };
  server = await listen(createLogsService({ ...account, ...around }).http);
  client = new CloudWatchLogsClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: administrator,
    maxAttempts: 1,
  });
}

async function close(): Promise<void> {
  await server.close();
  database.close();
}

/** As the function `orders` writes in its environment `name`. */
function print(name: string, text: string): void {
  files
    .open({
      path: `orders/2026-11-29-${name}`,
      group: GROUP,
      stream: `2026/11/29/[$LATEST]${name}`,
      limitBytes: 1_000_000,
      pauseMs: 100,
      keepsLineEnds: true,
    })
    .write(text);
}

async function prepareStream(logGroupName: string, logStreamName: string): Promise<void> {
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
}

const put = (
  logGroupName: string,
  logStreamName: string,
  logEvents: { timestamp: number; message: string }[],
) => client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));

async function filter(input: Partial<FilterLogEventsCommandInput> = {}) {
  const answer = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...input }));
  return { ...answer, messages: (answer.events ?? []).map(({ message }) => message) };
}

async function get(input: Partial<GetLogEventsCommandInput>) {
  const command = new GetLogEventsCommand({ logGroupName: "g", logStreamName: "s", ...input });
  const answer = await client.send(command);
  return { ...answer, messages: (answer.events ?? []).map(({ message }) => message) };
}

const refusal = (name: string, message: string) => ({ name, message });

describe("what functions write", () => {
  test("is there to be read as soon as it is written, by group, stream and time", async () => {
    print("a", "START RequestId: 1 Version: $LATEST\nhello\n");
    print("b", "ERROR something\n");

    const { messages, searchedLogStreams, nextToken } = await filter();
    expect(messages.toSorted()).toEqual([
      "ERROR something\n",
      "START RequestId: 1 Version: $LATEST\n",
      "hello\n",
    ]);
    expect([searchedLogStreams, nextToken]).toEqual([[], undefined]);
    expect((await filter({ filterPattern: "ERROR" })).messages).toEqual(["ERROR something\n"]);
    expect((await filter({ logStreamNamePrefix: "2026/11/29/[$LATEST]b" })).messages).toHaveLength(1);
    expect((await filter({ startTime: NOW })).messages).toHaveLength(3);
    expect((await filter({ startTime: NOW + 1 })).messages).toEqual([]);
    expect((await filter({ endTime: NOW - 1 })).messages).toEqual([]);
    const groups = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: "LAMBDA" }));
    expect(groups.logGroups).toMatchObject([{ logGroupName: GROUP, creationTime: NOW }]);
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: GROUP }));
    expect(logStreams).toMatchObject([
      { logStreamName: "2026/11/29/[$LATEST]a", firstEventTimestamp: NOW, lastEventTimestamp: NOW },
      { logStreamName: "2026/11/29/[$LATEST]b" },
    ]);
  });

  test("ids tell events apart, and pages miss none of one moment", async () => {
    print("a", Array.from({ length: 25 }, (_, index) => `line ${index}\n`).join(""));
    const seen: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await filter({ limit: 10, ...(nextToken === undefined ? {} : { nextToken }) });
      seen.push(...(page.events ?? []).map(({ eventId }) => eventId));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toEqual(seen.toSorted());
  });

  test("is not shown any more when its group is deleted; what is written then makes the group anew", async () => {
    print("a", "old\n");
    await filter();
    await expect(client.send(new CreateLogGroupCommand({ logGroupName: GROUP }))).rejects.toMatchObject(
      refusal("ResourceAlreadyExistsException", "The specified log group already exists"),
    );
    await client.send(new DeleteLogGroupCommand({ logGroupName: GROUP }));
    await expect(filter()).rejects.toMatchObject(
      refusal("ResourceNotFoundException", "The specified log group does not exist."),
    );
    print("a", "new\n");
    expect((await filter()).messages).toEqual(["new\n"]);
  });
});

describe("what clients put", () => {
  test("is kept when it is acknowledged, whatever happens to the cloud", async () => {
    await prepareStream("g", "s");
    await put("g", "s", [
      { timestamp: NOW - 2, message: "two\nlines" },
      { timestamp: NOW - 1, message: "b" },
    ]);
    await close();
    await open();
    expect((await get({ startFromHead: true })).messages).toEqual(["two\nlines", "b"]);
  });

  test("is refused without order, over too long a time, in a stream or group that is not there", async () => {
    await prepareStream("g", "s");
    const event = { timestamp: NOW, message: "m" };
    await expect(put("g", "s", [event, { ...event, timestamp: NOW - 1 }])).rejects.toMatchObject(
      refusal(
        "InvalidParameterException",
        "Log events in a single PutLogEvents request must be in chronological order.",
      ),
    );
    await expect(put("g", "s", [{ ...event, timestamp: NOW - DAY - 1 }, event])).rejects.toMatchObject({
      message: "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    });
    const large = { timestamp: NOW, message: "m".repeat(600_000) };
    await expect(put("g", "s", [large, large])).rejects.toMatchObject({
      message: "Upload too large: 1200052 bytes exceeds limit of 1048576",
    });
    await expect(put("g", "other", [event])).rejects.toMatchObject(
      refusal("ResourceNotFoundException", "The specified log stream does not exist."),
    );
    await expect(put("none", "s", [event])).rejects.toMatchObject(
      refusal("ResourceNotFoundException", "The specified log group does not exist."),
    );
    expect((await get({})).messages).toEqual([]);
  });

  test("is told and left out when it is too old or too new", async () => {
    await prepareStream("g", "s");
    await client.send(new PutRetentionPolicyCommand({ logGroupName: "g", retentionInDays: 30 }));
    const old = await put("g", "s", [
      { timestamp: NOW - 15 * DAY, message: "old" },
      { timestamp: NOW - 14 * DAY, message: "kept" },
    ]);
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    const future = await put("g", "s", [
      { timestamp: NOW, message: "now" },
      { timestamp: NOW + 3 * 3_600_000, message: "new" },
    ]);
    expect(future.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    await client.send(new PutRetentionPolicyCommand({ logGroupName: "g", retentionInDays: 1 }));
    const expired = await put("g", "s", [{ timestamp: NOW - 2 * DAY, message: "expired" }]);
    expect(expired.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
    expect((await get({ startFromHead: true })).messages).toEqual(["now"]);
  });

  test("GetLogEvents begins at the end, or at the head, and its tokens lead on until they stay", async () => {
    await prepareStream("g", "s");
    await put(
      "g",
      "s",
      ["a", "b", "c", "d"].map((message, index) => ({ timestamp: NOW + index, message })),
    );
    expect((await get({ limit: 3 })).messages).toEqual(["b", "c", "d"]);
    const head = await get({ limit: 3, startFromHead: true });
    expect(head.messages).toEqual(["a", "b", "c"]);
    const next = await get({ nextToken: head.nextForwardToken });
    expect(next.messages).toEqual(["d"]);
    const end = await get({ nextToken: next.nextForwardToken });
    expect([end.messages, end.nextForwardToken]).toEqual([[], next.nextForwardToken]);
    expect((await get({ nextToken: next.nextBackwardToken })).messages).toEqual(["a", "b", "c"]);
    expect((await get({ startTime: NOW + 1, endTime: NOW + 3 })).messages).toEqual(["b", "c"]);
  });

  test("streams are listed by name or by their last event, in pages", async () => {
    await prepareStream("g", "one");
    for (const logStreamName of ["two", "three"]) {
      await client.send(new CreateLogStreamCommand({ logGroupName: "g", logStreamName }));
    }
    await put("g", "two", [{ timestamp: NOW, message: "m" }]);
    const names = async (input: object) => {
      const answer = await client.send(new DescribeLogStreamsCommand({ logGroupName: "g", ...input }));
      return [answer.logStreams?.map(({ logStreamName }) => logStreamName), answer.nextToken];
    };
    expect(await names({})).toEqual([["one", "three", "two"], undefined]);
    expect(await names({ limit: 2 })).toEqual([["one", "three"], "three"]);
    expect(await names({ nextToken: "three" })).toEqual([["two"], undefined]);
    expect(await names({ logStreamNamePrefix: "t", descending: true })).toEqual([
      ["two", "three"],
      undefined,
    ]);
    expect((await names({ orderBy: "LastEventTime", descending: true }))[0]?.[0]).toBe("two");
    await client.send(new DeleteLogStreamCommand({ logGroupName: "g", logStreamName: "two" }));
    expect(await names({})).toEqual([["one", "three"], undefined]);
  });

  test.each([
    [
      "a stream twice",
      () => client.send(new CreateLogStreamCommand({ logGroupName: "g", logStreamName: "s" })),
      "ResourceAlreadyExistsException",
      "The specified log stream already exists",
    ],
    [
      "a stream of no group",
      () => client.send(new CreateLogStreamCommand({ logGroupName: "x", logStreamName: "s" })),
      "ResourceNotFoundException",
      "The specified log group does not exist.",
    ],
    [
      "a stream deleted that is not there",
      () => client.send(new DeleteLogStreamCommand({ logGroupName: "g", logStreamName: "x" })),
      "ResourceNotFoundException",
      "The specified log stream does not exist.",
    ],
    [
      "a token that is none",
      () => get({ nextToken: "f/1" }),
      "InvalidParameterException",
      "The specified nextToken is invalid.",
    ],
    [
      "a token of a filter that is none",
      () => filter({ logGroupName: "g", nextToken: "x" }),
      "InvalidParameterException",
      "The specified nextToken is invalid.",
    ],
    [
      "more than a page",
      () => filter({ logGroupName: "g", limit: 10_001 }),
      "InvalidParameterException",
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    ],
    [
      "streams by name and by prefix",
      () => filter({ logGroupName: "g", logStreamNames: ["s"], logStreamNamePrefix: "s" }),
      "InvalidParameterException",
      "logStreamNamePrefix and logStreamNames are mutually exclusive parameters.",
    ],
    [
      "a stream that is not there",
      () => filter({ logGroupName: "g", logStreamNames: ["x"] }),
      "ResourceNotFoundException",
      "The specified log stream does not exist.",
    ],
    [
      "a pattern that cannot be read",
      () => filter({ logGroupName: "g", filterPattern: '"open' }),
      "InvalidParameterException",
      "Invalid filter pattern",
    ],
    [
      "no group",
      () => filter({ logGroupName: undefined }),
      "InvalidParameterException",
      "Exactly one of logGroupName and logGroupIdentifier must be specified.",
    ],
    [
      "groups by prefix and by pattern",
      () => client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "a", logGroupNamePattern: "a" })),
      "InvalidParameterException",
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    ],
    [
      "by time with a prefix",
      () =>
        client.send(
          new DescribeLogStreamsCommand({
            logGroupName: "g",
            orderBy: "LastEventTime",
            logStreamNamePrefix: "a",
          }),
        ),
      "InvalidParameterException",
      "Cannot order by LastEventTime with a logStreamNamePrefix.",
    ],
    [
      "a token of streams that is none",
      () => client.send(new DescribeLogStreamsCommand({ logGroupName: "g", nextToken: "x" })),
      "InvalidParameterException",
      "The specified nextToken is invalid.",
    ],
  ])("refused: %s", async (_, call, name, message) => {
    await prepareStream("g", "s");
    await expect(call()).rejects.toMatchObject({ name, message });
  });

  test("an event that is dated ahead is found from any time before it, and not behind it", async () => {
    await prepareStream("g", "s");
    const timestamp = NOW + 3_600_000;
    await put("g", "s", [{ timestamp, message: "ahead" }]);
    const from = async (startTime: number) => (await filter({ logGroupName: "g", startTime })).messages;
    expect(await from(timestamp - 1)).toEqual(["ahead"]);
    expect(await from(timestamp + 1)).toEqual([]);
  });

  test("a group is meant by its ARN, too", async () => {
    await prepareStream("g", "s");
    await put("g", "s", [{ timestamp: NOW, message: "m" }]);
    const logGroupIdentifier = "arn:aws:logs:eu-west-1:123456789012:log-group:g";
    expect((await filter({ logGroupName: undefined, logGroupIdentifier })).messages).toEqual(["m"]);
  });

  test.each([
    ["region", "arn:aws:logs:eu-central-1:123456789012:log-group:g"],
    ["account", "arn:aws:logs:eu-west-1:210987654321:log-group:g"],
    ["service", "arn:aws:iam:eu-west-1:123456789012:log-group:g"],
  ])("LOGS-3 a group of another %s is none of this cloud", async (_, logGroupIdentifier) => {
    await prepareStream("g", "s");
    await expect(filter({ logGroupName: undefined, logGroupIdentifier })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    const tags = client.send(new ListTagsForResourceCommand({ resourceArn: logGroupIdentifier }));
    await expect(tags).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
