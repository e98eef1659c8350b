import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRuleWorld, type RuleWorld } from "../testing/rule-world.ts";

const at = (service: string, name: string) => `arn:aws:${service}:eu-west-1:123456789012:${name}`;
const FUNCTION = at("lambda", "function:f");
const lambda = { lambda: { functionArn: FUNCTION } };
const allow = (Action: string, Resource = "*") => ({ Effect: "Allow", Action, Resource });

let world: RuleWorld;
beforeEach(async () => {
  world = await openRuleWorld();
});
afterEach(() => world.close());

const make = (name: string, sql: string, actions: readonly object[], more: object = {}) =>
  world.call(`POST /rules/${name}`, { sql, actions, awsIotSqlVersion: "2016-03-23", ...more });
const brought = () => world.ports.brought.map(({ to, what }) => [to, what]);
const published = async (topic: string, payload: string | Buffer | object) => {
  const status = await world.publish(topic, payload);
  await world.act();
  return status;
};

describe("what is published", () => {
  test("reaches the rules whose filter and condition it meets", async () => {
    await make("hot", "SELECT t, topic(2) AS room FROM 'home/+/heat' WHERE t > 30", [lambda]);
    await make("off", "SELECT * FROM 'home/#'", [lambda], { ruleDisabled: true });
    await published("home/hall/heat", { t: 31 });
    await published("home/hall/heat", { t: 30 });
    await published("home/hall/heat", { u: 99 });
    await published("home/hall/light", { t: 31 });
    await published("home/hall/heat", "no JSON");

    expect(brought()).toEqual([[FUNCTION, { t: 31, room: "hall" }]]);
    expect(world.ports.brought[0]?.caller).toEqual({
      kind: "service",
      service: "iot.amazonaws.com",
      sourceArn: at("iot", "rule/hot"),
      sourceAccount: "123456789012",
    });
  });

  test("knows who published it", async () => {
    await make("who", "SELECT clientid() AS c, principal() AS p, sourceip() AS i, traceid() AS t FROM 'a'", [
      lambda,
    ]);
    await published("a", "{}");

    expect(brought()).toEqual([[FUNCTION, { c: "n/a", p: expect.any(String), i: "127.0.0.1" }]]);
  });

  test("IOT-24 goes to queues, topics and tables with the rights of the role", async () => {
    const roleArn = world.role("writer", []);
    await make("all", "SELECT *, 1.5 AS n FROM 'a'", [
      { sqs: { queueUrl: "http://localhost:4566/123456789012/q", roleArn } },
      { sqs: { queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/q64", roleArn, useBase64: true } },
      { sns: { targetArn: at("sns", "raw"), roleArn } },
      { sns: { targetArn: at("sns", "json"), roleArn, messageFormat: "JSON" } },
      { dynamoDBv2: { roleArn, putItem: { tableName: "t-${topic()}" } } },
      {
        dynamoDB: {
          ...{ tableName: "v1", roleArn, hashKeyField: "id", hashKeyValue: "${topic()}" },
          ...{ rangeKeyField: "at", rangeKeyValue: "${timestamp()}", rangeKeyType: "NUMBER" },
        },
      },
    ]);
    await published("a", { s: "x", b: true, z: null, l: [1, { m: "y" }] });

    const text = '{"s":"x","b":true,"z":null,"l":[1,{"m":"y"}],"n":1.5}';
    const item = {
      s: { S: "x" },
      b: { BOOL: true },
      z: { NULL: true },
      l: { L: [{ N: "1" }, { M: { m: { S: "y" } } }] },
      n: { N: "1.5" },
    };
    expect(brought()).toEqual([
      [at("sqs", "q"), text],
      [at("sqs", "q64"), Buffer.from(text).toString("base64")],
      [at("sns", "raw"), text],
      [at("sns", "json"), text],
      ["t-a", item],
      ["v1", { id: { S: "a" }, at: { N: String(world.account.clock.now()) }, payload: { M: item } }],
    ]);
    expect(world.ports.brought[3]?.structure).toBe("json");
    for (const { caller } of world.ports.brought) {
      expect(caller).toMatchObject({
        kind: "role",
        roleArn,
        arn: "arn:aws:sts::123456789012:assumed-role/writer/all",
      });
    }
  });

  test.each([
    ["does not trust IoT", () => world.role("wrong", [allow("*")], "lambda.amazonaws.com")],
    ["is not there", () => "arn:aws:iam::123456789012:role/gone"],
  ])("IOT-24 goes nowhere with a role that %s", async (_, roleOf) => {
    await make("all", "SELECT * FROM 'a'", [
      { dynamoDBv2: { roleArn: roleOf(), putItem: { tableName: "t" } } },
    ]);
    await published("a", {});

    expect(brought()).toEqual([]);
    expect(world.traced.filter(({ step }) => step === "rule-action")).toMatchObject([
      { operation: "all: DynamoDBv2Action t", verdict: "deny", wire: { status: 403, code: "AccessDenied" } },
    ]);
  });

  test("IOT-25 a function that does not let the rule in gets nothing, and the error action is told", async () => {
    const roleArn = world.role("writer", []);
    await make("broken", "SELECT * FROM 'a'", [lambda, { sqs: { queueUrl: "x/123456789012/q", roleArn } }], {
      errorAction: { sqs: { queueUrl: "x/123456789012/errors", roleArn } },
    });
    world.ports.closed.add(FUNCTION);
    await published("a", "text");

    const [first, second] = world.ports.brought;
    expect([first?.to, first?.what]).toEqual([at("sqs", "q"), "text"]);
    expect([second?.to, JSON.parse(String(second?.what))]).toEqual([
      at("sqs", "errors"),
      {
        ruleName: "broken",
        topic: "a",
        cloudwatchTraceId: expect.any(String),
        clientId: "N/A",
        sourceIp: "127.0.0.1",
        base64OriginalPayload: Buffer.from("text").toString("base64"),
        failures: [
          {
            failedAction: "LambdaAction",
            failedResource: FUNCTION,
            errorMessage: "The payload is no JSON: this action takes none but JSON",
          },
        ],
      },
    ]);
    world.ports.brought.length = 0;
    await published("a", {});
    const [, errors] = world.ports.brought;
    expect(JSON.parse(String(errors?.what))).toMatchObject({
      failures: [{ errorMessage: `${FUNCTION} is not for you` }],
    });
  });
});

describe("republish", () => {
  const watched = () => {
    const seen: [string, string][] = [];
    world.service.subscribe("#", ({ topic, payload }) => seen.push([topic, payload.toString()]));
    return seen;
  };

  test("IOT-24 a role that trusts IoT for one rule acts for that one alone", async () => {
    const condition = { ArnEquals: { "aws:SourceArn": at("iot", "rule/mine") } };
    const roleArn = world.role("writer", [], "iot.amazonaws.com", condition);
    const sqs = { sqs: { queueUrl: "x/123456789012/q", roleArn } };
    await make("mine", "SELECT 'mine' AS by FROM 'a'", [sqs]);
    await make("other", "SELECT 'other' AS by FROM 'a'", [sqs]);
    await published("a", {});

    expect(brought()).toEqual([[at("sqs", "q"), '{"by":"mine"}']]);
  });

  test("IOT-24 publishes where the role may", async () => {
    const roleArn = world.role("writer", [allow("iot:Publish", at("iot", "topic/copies/*"))]);
    await make("copy", "SELECT * FROM 'a/+'", [
      { republish: { topic: "copies/${topic(2)}", roleArn, qos: 1 } },
      { republish: { topic: "other/${topic(2)}", roleArn } },
    ]);
    const seen = watched();
    await published("a/b", { x: 1 });

    expect(seen).toEqual([
      ["a/b", '{"x":1}'],
      ["copies/b", '{"x":1}'],
    ]);
    expect(world.traced.filter(({ step }) => step === "rule-action")).toMatchObject([
      { operation: "copy: RepublishAction other/${topic(2)}", wire: { status: 403 } },
    ]);
  });

  test("a circle of rules ends", async () => {
    const roleArn = world.role("writer", [allow("iot:Publish")]);
    await make("ping", "SELECT * FROM 'ping'", [{ republish: { topic: "pong", roleArn } }]);
    await make("pong", "SELECT * FROM 'pong'", [{ republish: { topic: "ping", roleArn } }]);
    const seen = watched();
    await world.publish("ping", {});
    for (let turn = 0; turn < 120; turn += 1) await world.act();

    expect(seen).toHaveLength(101);
  });

  test("reserved topics but those of rules are refused", async () => {
    const roleArn = world.role("writer", [allow("iot:Publish")]);
    await make("copy", "SELECT * FROM 'a'", [
      { republish: { topic: "$$aws/things/x/shadow/update", roleArn } },
      { republish: { topic: "$$aws/rules/other/x", roleArn } },
    ]);
    await make("other", "SELECT topic() AS t", [lambda]);
    await published("a", {});
    await world.act();

    expect(brought()).toEqual([[FUNCTION, { t: "x" }]]);
  });
});

describe("IOT-22 Basic Ingest", () => {
  test("IOT-22 reaches the rule it names, whatever its filter, and nobody else", async () => {
    await make("lamps", "SELECT topic() AS t, topic(2) AS second FROM 'nowhere'", [lambda]);
    await make("others", "SELECT * FROM '#'", [lambda]);
    const seen: string[] = [];
    world.service.subscribe("#", ({ topic }) => seen.push(topic));
    world.service.subscribe("$aws/rules/#", ({ topic }) => seen.push(topic));

    expect(await published("$aws/rules/lamps/home/hall", {})).toBe(200);
    expect(await published("$aws/rules/lamps/a/b/c/d/e/f/g/h", {})).toBe(200);
    expect([brought(), seen]).toEqual([
      [
        [FUNCTION, { t: "home/hall", second: "hall" }],
        [FUNCTION, { t: "a/b/c/d/e/f/g/h", second: "b" }],
      ],
      [],
    ]);
  });

  test.each([
    "$aws/rules/lamps/a/b/c/d/e/f/g/h/i",
    "$aws/rules/lamps/a+",
    "$aws/things/x",
    "$aws/rules/la-mps/x",
  ])("IOT-22 %s is no topic to publish to", async (topic) => {
    expect(await published(topic, {})).toBe(400);
  });

  test("IOT-22 the message to a rule that is not there, or disabled, is lost, and the trace says so", async () => {
    await make("off", "SELECT *", [lambda], { ruleDisabled: true });
    await published("$aws/rules/off/a", {});
    await published("$aws/rules/none/a", {});

    expect(brought()).toEqual([]);
    expect(world.traced.filter(({ step }) => step === "rule")).toMatchObject([
      { operation: "off: a", wire: { code: "RuleNotFound" } },
      { operation: "none: a", wire: { code: "RuleNotFound" } },
    ]);
  });
});

describe("IOT-23 what was acknowledged is acted on", () => {
  test("IOT-23 by the next run, when this one was killed, and once when it was not", async () => {
    await make("lamps", "SELECT * FROM 'a'", [lambda]);
    await world.publish("a", { n: 1 });
    world = await world.restarted();
    expect(brought()).toEqual([]);
    await world.act();
    expect(brought()).toEqual([[FUNCTION, { n: 1 }]]);

    world = await world.restarted();
    await world.act();
    expect(brought()).toHaveLength(1);
  });
});
