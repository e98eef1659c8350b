import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous } from "../../core/caller.ts";
import { silentLogger } from "../../core/logger.ts";
import type { Properties, ResourceContext } from "../../core/ports/resource-provider.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { type ListeningService, listen } from "../../wire/testing/listen.ts";
import { silentMembers } from "../../wire/testing/model-members.ts";
import { createLogsService, type LogsService } from "./index.ts";
import { noLogFiles } from "./testing/log-files.ts";

const account = createTestAccount(Date.now());
const GROUP_ARN = "arn:aws:logs:eu-west-1:123456789012:log-group";
let logs: LogsService;
let server: ListeningService;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  const { identities, clock, scope } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  const database = openDatabase(":memory:");
  const around = { database, logFiles: noLogFiles, authentication, trace: noTrace, logger: silentLogger };
  logs = createLogsService({ ...account, ...around });
  server = await listen(logs.http);
  client = clientWith(account.administrator);
});
afterAll(() => server.close());

function clientWith(credentials: { accessKeyId: string; secretAccessKey: string }): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials,
    maxAttempts: 1,
  });
}

async function namesOf(prefix: string): Promise<(string | undefined)[]> {
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }));
  return logGroups.map(({ logGroupName }) => logGroupName);
}

describe("log groups", () => {
  test("CreateLogGroup, PutRetentionPolicy and DeleteRetentionPolicy show in DescribeLogGroups", async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: "/a/one", tags: { owner: "us" } }));
    await client.send(new PutRetentionPolicyCommand({ logGroupName: "/a/one", retentionInDays: 30 }));
    const shown = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/a/" }));
    expect(shown.logGroups).toMatchObject([
      { logGroupName: "/a/one", retentionInDays: 30, arn: `${GROUP_ARN}:/a/one:*` },
    ]);
    const tags = new ListTagsForResourceCommand({ resourceArn: `${GROUP_ARN}:/a/one` });
    expect((await client.send(tags)).tags).toEqual({ owner: "us" });
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName: "/a/one" }));
    const kept = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/a/one" }));
    expect(kept.logGroups?.[0]?.retentionInDays).toBeUndefined();
  });

  test("DescribeLogGroups pages by name and takes the prefix literally", async () => {
    for (const name of ["p_1", "p_2", "p_3", "px1"]) {
      await client.send(new CreateLogGroupCommand({ logGroupName: name }));
    }
    const first = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "p_", limit: 2 }));
    expect(first.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(["p_1", "p_2"]);
    const { nextToken } = first;
    const second = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "p_", nextToken }));
    expect(second.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(["p_3"]);
    expect(second.nextToken).toBeUndefined();
  });

  test("DeleteLogGroup takes it away; what is not there is ResourceNotFoundException", async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: "gone" }));
    await client.send(new DeleteLogGroupCommand({ logGroupName: "gone" }));
    expect(await namesOf("gone")).toEqual([]);
    for (const call of [
      new DeleteLogGroupCommand({ logGroupName: "gone" }),
      new PutRetentionPolicyCommand({ logGroupName: "gone", retentionInDays: 1 }),
      new ListTagsForResourceCommand({ resourceArn: "nonsense" }),
    ]) {
      await expect(client.send(call as DeleteLogGroupCommand)).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: "The specified log group does not exist.",
      });
    }
  });

  test("a second group of a name, a retention that AWS does not know and a bad name are refused", async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: "twice" }));
    await expect(client.send(new CreateLogGroupCommand({ logGroupName: "twice" }))).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      message: "The specified log group already exists",
    });
    await expect(
      client.send(new PutRetentionPolicyCommand({ logGroupName: "twice", retentionInDays: 8 })),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(/^1 validation error detected: Value '8' at 'retentionInDays'/),
    });
    await expect(client.send(new CreateLogGroupCommand({ logGroupName: "a b" }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  test("LOGS-1 a wrong signature is refused and an operation that is missing says its name", async () => {
    const stranger = clientWith({ ...account.administrator, secretAccessKey: "wrong" });
    await expect(
      stranger.send(new CreateLogGroupCommand({ logGroupName: "sneaked-in" })),
    ).rejects.toMatchObject({ name: "InvalidSignatureException" });
    expect(await namesOf("sneaked-in")).toEqual([]);
    await expect(client.send(new DescribeMetricFiltersCommand({}))).rejects.toMatchObject({
      name: "UnsupportedOperationException",
      message: "DescribeMetricFilters is not supported by Portcullis. See docs/gaps.md.",
    });
  });
});

test("WIRE-5 no member of an input is passed over in silence, but two that mean nothing on AWS either", () => {
  const known = [/^FilterLogEvents interleaved$/, /^PutLogEvents sequenceToken$/];
  expect(silentMembers("logs", logs.http.operations, known)).toEqual([]);
});

describe("AWS::Logs::LogGroup", () => {
  const context: ResourceContext = {
    scope: account.scope,
    caller: anonymous,
    stackName: "home",
    stackId: "id",
    logicalId: "Logs",
    commit: (write) => write(),
    generateName: () => "home-Logs-AbCdEfGhIjKl",
    tags: { "aws:cloudformation:stack-name": "home" },
  };
  const provider = () => {
    const [found] = logs.resources;
    if (found === undefined) throw new Error("There is no provider.");
    return found;
  };

  test("creates, changes and removes the group that the API shows", async () => {
    const made = await provider().create(context, { RetentionInDays: "7" });
    expect(made).toEqual({
      physicalId: "home-Logs-AbCdEfGhIjKl",
      attributes: { Arn: `${GROUP_ARN}:home-Logs-AbCdEfGhIjKl:*` },
    });
    await provider().update(context, made.physicalId, { RetentionInDays: 7 }, { RetentionInDays: 14 });
    const shown = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "home-" }));
    expect(shown.logGroups).toMatchObject([{ retentionInDays: 14 }]);
    await provider().delete(context, made.physicalId, {});
    await provider().delete(context, made.physicalId, {});
    expect(await namesOf("home-")).toEqual([]);
  });

  test("CFN-ASKED an update changes no retention that no template says, and takes tags under the right to", async () => {
    const before = { Tags: [{ Key: "team", Value: "owners" }] };
    const { physicalId } = await provider().create(context, before);
    await client.send(new PutRetentionPolicyCommand({ logGroupName: physicalId, retentionInDays: 7 }));
    const asked = provider().calls(context, { kind: "update", physicalId, before, after: {} });
    expect(asked).toMatchObject([{ action: "logs:UntagResource", context: { "aws:TagKeys": ["team"] } }]);
    expect(provider().calls(context, { kind: "update", physicalId, before, after: before })).toEqual([]);
    await provider().update(context, physicalId, before, {});
    const shown = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "home-" }));
    expect(shown.logGroups).toMatchObject([{ retentionInDays: 7 }]);
    await provider().delete(context, physicalId, {});
  });

  test("CFN-RIGHTS stands for the calls that its owner would make", async () => {
    const { physicalId } = await provider().create(context, {});
    const logGroupName = physicalId;
    const properties = { RetentionInDays: 7, Tags: [{ Key: "team", Value: "a" }] };
    const update = (before: Properties, after: Properties) =>
      provider().calls(context, { kind: "update", physicalId, before, after });
    const retention = { operation: "PutRetentionPolicy", input: { logGroupName } };

    expect(provider().calls(context, { kind: "create", properties })).toMatchObject([
      { operation: "CreateLogGroup", input: { logGroupName, tags: { team: "a" } } },
      retention,
    ]);
    expect(update({}, properties)).toMatchObject([{ action: "logs:TagResource" }, retention]);
    expect(update({ RetentionInDays: 7 }, {})).toEqual([
      { operation: "DeleteRetentionPolicy", input: { logGroupName } },
    ]);
    expect(provider().calls(context, { kind: "delete", physicalId, properties })).toEqual([
      { operation: "DeleteLogGroup", input: { logGroupName } },
    ]);
    await provider().delete(context, physicalId, {});
  });

  test.each([
    [{ LogGroupName: "twice" }, "ResourceAlreadyExistsException"],
    [{ LogGroupName: "a b" }, "InvalidParameterException"],
    [{ LogGroupName: "" }, "InvalidParameterException"],
    [{ LogGroupName: "odd", RetentionInDays: 2 }, "InvalidParameterException"],
    [{ LogGroupName: "odd", RetentionInDays: "soon" }, "InvalidParameterException"],
    [{ LogGroupName: "odd", RetentionInDays: [1] }, "ValidationError"],
  ])("refuses %j", async (properties, code) => {
    await expect(provider().create(context, properties)).rejects.toMatchObject({ code });
    expect(await namesOf("odd")).toEqual([]);
  });
});
