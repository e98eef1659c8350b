import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRuleWorld, type RuleWorld } from "../testing/rule-world.ts";

const at = (service: string, name: string) => `arn:aws:${service}:eu-west-1:123456789012:${name}`;
const FUNCTION = at("lambda", "function:f");
const lambda = { lambda: { functionArn: FUNCTION } };

let world: RuleWorld;
beforeEach(async () => {
  world = await openRuleWorld();
});
afterEach(() => world.close());

const make = (name: string, sql: string, actions: readonly object[], more: object = {}) =>
  world.call(`POST /rules/${name}`, { sql, actions, awsIotSqlVersion: "2016-03-23", ...more });

describe("operations", () => {
  test("a rule is made, shown, listed, replaced, switched and taken away", async () => {
    const made = await make("lamps", "SELECT * FROM 'home/+/lamp'", [lambda], { description: "all lamps" });
    const shown = await world.call("GET /rules/lamps");
    expect([made.status, shown.body]).toEqual([
      200,
      {
        ruleArn: at("iot", "rule/lamps"),
        rule: {
          ruleName: "lamps",
          sql: "SELECT * FROM 'home/+/lamp'",
          description: "all lamps",
          createdAt: world.account.clock.now() / 1000,
          actions: [lambda],
          ruleDisabled: false,
          awsIotSqlVersion: "2016-03-23",
        },
      },
    ]);

    await make("doors", "SELECT * FROM 'doors'", [], { ruleDisabled: true });
    const listed = async (query = "") => {
      const { body } = await world.call(`GET /rules${query}`);
      return [(body["rules"] as { ruleName: string }[]).map(({ ruleName }) => ruleName), body["nextToken"]];
    };
    expect(await listed()).toEqual([["doors", "lamps"], undefined]);
    expect(await listed("?maxResults=1")).toEqual([["doors"], "doors"]);
    expect(await listed("?maxResults=1&nextToken=doors")).toEqual([["lamps"], undefined]);
    expect(await listed("?ruleDisabled=true")).toEqual([["doors"], undefined]);
    expect(await listed("?topic=home%2F%2B%2Flamp")).toEqual([["lamps"], undefined]);

    await world.call("PATCH /rules/lamps", { sql: "SELECT a FROM 'x'", actions: [] });
    await world.call("POST /rules/lamps/disable");
    expect((await world.call("GET /rules/lamps")).body["rule"]).toMatchObject({
      sql: "SELECT a FROM 'x'",
      actions: [],
      ruleDisabled: true,
      awsIotSqlVersion: "2015-10-08",
    });
    await world.call("POST /rules/lamps/enable");
    expect((await world.call("GET /rules/lamps")).body["rule"]).toMatchObject({ ruleDisabled: false });
    expect((await world.call("DELETE /rules/lamps")).status).toBe(200);
    expect(await listed()).toEqual([["doors"], undefined]);
  });

  test("tags come with the rule, and after it", async () => {
    const arn = at("iot", "rule/lamps");
    await world.call(
      "POST /rules/lamps",
      { sql: "SELECT *", actions: [] },
      { "x-amz-tagging": "team=a&x=1" },
    );
    await world.call("POST /tags", { resourceArn: arn, tags: [{ Key: "team", Value: "b" }] });
    await world.call("POST /untag", { resourceArn: arn, tagKeys: ["x"] });

    expect((await world.call(`GET /tags?resourceArn=${encodeURIComponent(arn)}`)).body).toEqual({
      tags: [{ Key: "team", Value: "b" }],
    });
    expect(
      await world.call(`GET /tags?resourceArn=${encodeURIComponent(at("iot", "rule/none"))}`),
    ).toMatchObject({
      status: 404,
      code: "ResourceNotFoundException",
    });
  });

  test("tags that AWS keeps for itself are refused", async () => {
    const refusal = { status: 400, code: "InvalidRequestException" };
    const rule = { sql: "SELECT *", actions: [] };
    const resourceArn = at("iot", "rule/lamps");

    expect(await world.call("POST /rules/lamps", rule, { "x-amz-tagging": "aws:x=1" })).toMatchObject(
      refusal,
    );
    await world.call("POST /rules/lamps", rule);
    const tags = [{ Key: "AWS:cloudformation:stack-name", Value: "home" }];
    expect(await world.call("POST /tags", { resourceArn, tags })).toMatchObject(refusal);
  });

  test.each([
    ["GET /rules/none", 401, "UnauthorizedException"],
    ["DELETE /rules/none", 401, "UnauthorizedException"],
    ["POST /rules/none/enable", 401, "UnauthorizedException"],
    ["POST /rules/none/disable", 401, "UnauthorizedException"],
    ["GET /rules?maxResults=0", 400, "InvalidRequestException"],
  ])("%s: %i %s", async (line, status, code) => {
    expect(await world.call(line)).toMatchObject({ status, code });
  });

  const role = "arn:aws:iam::123456789012:role/r";
  test.each([
    ["bad SQL", "SELECT FROM", [], {}, "SqlParseException"],
    ["a bad filter", "SELECT * FROM 'a/#/b'", [], {}, "SqlParseException"],
    [
      "a bad substitution",
      "SELECT *",
      [{ republish: { topic: "${x", roleArn: role } }],
      {},
      "SqlParseException",
    ],
    ["no action type", "SELECT *", [{}], {}, "InvalidRequestException"],
    [
      "two types in one action",
      "SELECT *",
      [{ ...lambda, sqs: { queueUrl: "q", roleArn: role } }],
      {},
      "InvalidRequestException",
    ],
    ["a type that is none", "SELECT *", [{ toaster: {} }], {}, "InvalidRequestException"],
    ["eleven actions", "SELECT *", new Array(11).fill(lambda), {}, "InvalidRequestException"],
    ["an SQL version that is none", "SELECT *", [], { awsIotSqlVersion: "1" }, "InvalidRequestException"],
    [
      "a range key without its value",
      "SELECT *",
      [
        {
          dynamoDB: {
            tableName: "t",
            roleArn: role,
            hashKeyField: "a",
            hashKeyValue: "b",
            rangeKeyField: "c",
          },
        },
      ],
      {},
      "InvalidRequestException",
    ],
    [
      "S3",
      "SELECT *",
      [{ s3: { bucketName: "b", key: "k", roleArn: role } }],
      {},
      "UnsupportedOperationException",
    ],
    [
      "Kinesis as error action",
      "SELECT *",
      [],
      { errorAction: { kinesis: { streamName: "s", roleArn: role } } },
      "UnsupportedOperationException",
    ],
    [
      "headers of MQTT 5",
      "SELECT *",
      [{ republish: { topic: "x", roleArn: role, headers: { contentType: "a" } } }],
      {},
      "UnsupportedOperationException",
    ],
    [
      "a deletion of items",
      "SELECT *",
      [
        {
          dynamoDB: {
            tableName: "t",
            roleArn: role,
            hashKeyField: "a",
            hashKeyValue: "b",
            operation: "DELETE",
          },
        },
      ],
      {},
      "UnsupportedOperationException",
    ],
    [
      "shadows in the SQL",
      "SELECT get_thing_shadow('a', 'b') AS s FROM 'a'",
      [],
      {},
      "UnsupportedOperationException",
    ],
  ])("refuses %s", async (_, sql, actions, more, code) => {
    expect(await make("bad", sql, actions as object[], more)).toMatchObject({ status: 400, code });
    expect((await world.call("GET /rules/bad")).status).toBe(401);
  });

  test("a name is taken once", async () => {
    await make("lamps", "SELECT *", []);

    expect(await make("lamps", "SELECT *", [])).toMatchObject({
      status: 409,
      code: "ResourceAlreadyExistsException",
    });
    expect(await make("la-mps", "SELECT *", [])).toMatchObject({
      status: 400,
      code: "InvalidRequestException",
    });
  });
});
