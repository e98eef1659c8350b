import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type {
  ApiCall,
  Properties,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { openRuleWorld, type RuleWorld } from "../testing/rule-world.ts";

let world: RuleWorld;
beforeEach(async () => {
  world = await openRuleWorld();
});
afterEach(() => world.close());

const context = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  stackName: "home",
  commit: (write) => write(),
  generateName: () => "home-Lamps-ABCDEFGHIJKL",
  tags: { "aws:cloudformation:stack-name": "home", owner: "me" },
} as Pick<ResourceContext, "commit"> as ResourceContext;
const rules = (): ResourceProvider => {
  const [found] = world.service.resources;
  if (found === undefined) throw new Error("There is no provider of rules.");
  return found;
};
const role = "arn:aws:iam::123456789012:role/writer";
const payload = (Sql: string): Properties => ({
  TopicRulePayload: {
    Sql,
    Actions: [{ DynamoDBv2: { PutItem: { TableName: "t" }, RoleArn: role } }],
    ErrorAction: { Sqs: { QueueUrl: "q", RoleArn: role, UseBase64: true } },
    AwsIotSqlVersion: "2016-03-23",
  },
});
const NAME = "home_Lamps_ABCDEFGHIJKL";
const shown = async () => (await world.call(`GET /rules/${NAME}`)).body["rule"];

describe("AWS::IoT::TopicRule", () => {
  test("is made, replaced and taken away; Ref is its name, without dashes", async () => {
    const before = payload("SELECT * FROM 'a'");

    expect(await rules().create(context, before)).toEqual({
      physicalId: NAME,
      attributes: { Arn: `arn:aws:iot:eu-west-1:123456789012:rule/${NAME}` },
    });
    expect(await shown()).toMatchObject({
      sql: "SELECT * FROM 'a'",
      actions: [{ dynamoDBv2: { putItem: { tableName: "t" }, roleArn: role } }],
      errorAction: { sqs: { queueUrl: "q", roleArn: role, useBase64: true } },
      awsIotSqlVersion: "2016-03-23",
    });
    await rules().update(context, NAME, before, payload("SELECT b FROM 'a'"));
    expect(await shown()).toMatchObject({ sql: "SELECT b FROM 'a'" });
    expect(rules().replaceOn).toEqual(["RuleName"]);
    await rules().delete(context, NAME, before);
    await rules().delete(context, NAME, before);
    expect(await shown()).toBeUndefined();
  });

  test("asks for what its calls ask: roles are passed, tags given and taken", async () => {
    const properties = { ...payload("SELECT *"), Tags: [{ Key: "team", Value: "a" }] };
    const calls = (change: Parameters<ResourceProvider["calls"]>[1]) =>
      rules().calls(context, change) as readonly ApiCall[];
    const [made] = calls({ kind: "create", properties });
    expect(made).toMatchObject({
      operation: "CreateTopicRule",
      input: {
        ruleName: NAME,
        tags: "owner=me&team=a",
        sql: "SELECT *",
        actions: [{ dynamoDBv2: { roleArn: role } }],
      },
    });
    await rules().create(context, properties);
    const after = { ...payload("SELECT *"), Tags: [{ Key: "colour", Value: "b" }] };
    expect(
      calls({ kind: "update", physicalId: NAME, before: properties, after }).map(
        ({ operation }) => operation,
      ),
    ).toEqual(["ReplaceTopicRule", "TagResource", "UntagResource"]);
    expect(
      calls({ kind: "update", physicalId: NAME, before: properties, after: properties }).map(
        ({ operation }) => operation,
      ),
    ).toEqual(["ReplaceTopicRule"]);
  });

  test("bad SQL makes none", async () => {
    await expect(rules().create(context, payload("SELECT"))).rejects.toMatchObject({
      code: "SqlParseException",
    });
    expect(await shown()).toBeUndefined();
  });
});
