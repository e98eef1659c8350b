import { describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import {
  type AccessRow,
  type AccessWorld,
  codeOf,
  describeAccess,
  type Needed,
  roleWith,
  send,
} from "../../iam/testing/access-table.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { serviceModel } from "../../wire/models/index.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { Broker } from "./broker/broker.ts";
import { BROKER_MIGRATIONS } from "./broker/store.ts";
import { createIotPlanes, type IotPlanes, serveBoth } from "./http.ts";
import { createRuleStore, RULE_MIGRATIONS } from "./rules/store.ts";

const account = createTestAccount();
const database = openDatabase(":memory:");
database.migrate("iot/broker", BROKER_MIGRATIONS);
database.migrate("iot/rules", RULE_MIGRATIONS);
const broker = new Broker({ database, clock: account.clock, logger: silentLogger });
const planes = createIotPlanes({
  broker,
  newTraceId: () => "trace",
  rules: { ...account, rules: createRuleStore(database), randomness: systemRandomness },
  port: 4566,
  authentication: createAuthentication({
    keys: account.identities,
    clock: account.clock,
    region: account.scope.region,
  }),
  authorization: account.authorization,
  scope: account.scope,
  trace: noTrace,
  logger: silentLogger,
});

const world = (signingName: string): AccessWorld => ({ ...account, service: serveBoth(planes), signingName });
const onTopic = (action: string): Needed => ({
  action: `iot:${action}`,
  type: "topic",
  values: { TopicName: "gates/one" },
});

const DATA: Readonly<Record<string, AccessRow>> = {
  GetRetainedMessage: {
    call: "GET /retainedMessage/gates%2Fone",
    needs: [onTopic("GetRetainedMessage")],
  },
  ListRetainedMessages: {
    call: "GET /retainedMessage",
    needs: [{ action: "iot:ListRetainedMessages", type: "*" }],
  },
  Publish: {
    call: "POST /topics/gates%2Fone?qos=1&retain=true",
    body: "open",
    needs: [onTopic("Publish"), onTopic("RetainPublish")],
  },
};

const RULE = "arn:aws:iot:eu-west-1:123456789012:rule/lamps";
const TAGGED = RULE.replace("lamps", "tagged");
const onRule = (action: string): Needed => ({
  action: `iot:${action}`,
  type: "rule",
  values: { RuleName: "lamps" },
});
const role = (name: string): Needed => ({
  action: "iam:PassRole",
  type: "role",
  values: { RoleNameWithPath: name },
});
const sqs = (name: string) => ({
  sqs: { queueUrl: "http://localhost/123456789012/q", roleArn: `arn:aws:iam::123456789012:role/${name}` },
});
const PAYLOAD = { sql: "SELECT * FROM 'a'", actions: [sqs("writer")], errorAction: sqs("errors") };

const CONTROL: Readonly<Record<string, AccessRow>> = {
  CreateTopicRule: {
    call: "POST /rules/lamps2",
    body: PAYLOAD,
    needs: [
      { action: "iot:CreateTopicRule", type: "rule", values: { RuleName: "lamps2" } },
      role("writer"),
      role("errors"),
    ],
  },
  DeleteTopicRule: { call: "DELETE /rules/lamps", needs: [onRule("DeleteTopicRule")] },
  DisableTopicRule: { call: "POST /rules/lamps/disable", needs: [onRule("DisableTopicRule")] },
  EnableTopicRule: { call: "POST /rules/lamps/enable", needs: [onRule("EnableTopicRule")] },
  GetTopicRule: { call: "GET /rules/lamps", needs: [onRule("GetTopicRule")] },
  ListTagsForResource: {
    call: `GET /tags?resourceArn=${encodeURIComponent(RULE)}`,
    needs: [onRule("ListTagsForResource")],
  },
  ListTopicRules: { call: "GET /rules", needs: [{ action: "iot:ListTopicRules", type: "*" }] },
  ReplaceTopicRule: {
    call: "PATCH /rules/lamps",
    body: PAYLOAD,
    needs: [onRule("ReplaceTopicRule"), role("writer"), role("errors")],
  },
  TagResource: {
    call: "POST /tags",
    body: { resourceArn: RULE, tags: [{ Key: "a", Value: "b" }] },
    needs: [onRule("TagResource")],
  },
  UntagResource: {
    call: "POST /untag",
    body: { resourceArn: RULE, tagKeys: ["a"] },
    needs: [onRule("UntagResource")],
  },
  DescribeEndpoint: {
    call: "GET /endpoint?endpointType=iot:Data-ATS",
    needs: [{ action: "iot:DescribeEndpoint", type: "*" }],
  },
};

/** What AWS's model has in addition to the table. */
function notServed(service: "iot" | "iot-data", rows: Readonly<Record<string, AccessRow>>) {
  const model = serviceModel(service);
  const names = model.operationNames.filter((name) => !Object.hasOwn(rows, name));
  return names.map((name) => ({ name, method: "", uri: "", ...model.operation(name)?.http }));
}

const namesOf = (plane: IotPlanes["data"]): readonly string[] => plane.operations.map(({ name }) => name);

describeAccess({
  rule: "IOT-4",
  world: () => world("iotdata"),
  operations: () => namesOf(planes.data),
  rows: DATA,
  prepare: async () =>
    broker.publish({ topic: "gates/one", payload: Buffer.from("x"), qos: 0, retain: true }),
  concealed: () => "ForbiddenException",
});

describeAccess({
  rule: "IOT-4",
  world: () => world("iot"),
  operations: () => namesOf(planes.control),
  rows: CONTROL,
  prepare: async (ask) => {
    for (const name of ["lamps", "lamps2"]) await ask({ call: `DELETE /rules/${name}` });
    await ask({ call: "POST /rules/lamps", body: PAYLOAD });
  },
});

describe("IOT-26 roles of rules", () => {
  const allow = (Action: string, Condition: object = {}) => ({
    Effect: "Allow",
    Action,
    Resource: "*",
    Condition,
  });
  const made = async (name: string, ...Statement: object[]) => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    const iot = world("iot");
    const call = { call: `POST /rules/${name}`, body: PAYLOAD };
    const { status, body } = await send(iot, call, roleWith(iot, policy));
    return [status, String(body)] as const;
  };

  test("IOT-26 are given by who may pass them to IoT, and by nobody else", async () => {
    const may = allow("iot:CreateTopicRule");
    const to = (service: string) => ({ StringEquals: { "iam:PassedToService": service } });
    const [unpassed, told] = await made("unpassed", may);
    const [elsewhere] = await made("elsewhere", may, allow("iam:PassRole", to("lambda.amazonaws.com")));
    const [passed] = await made("passed", may, allow("iam:PassRole", to("iot.amazonaws.com")));

    expect([unpassed, elsewhere, passed]).toEqual([403, 403, 200]);
    expect(told).toContain("iam:PassRole on resource: arn:aws:iam::123456789012:role/writer");
  });
});

describe("IOT-4 condition keys of tags", () => {
  const create = { call: "POST /rules/tagged", body: PAYLOAD, headers: { "x-amz-tagging": "team=home" } };
  const tag = { call: "POST /tags", body: { resourceArn: TAGGED, tags: [{ Key: "team", Value: "home" }] } };
  const untag = { call: "POST /untag", body: { resourceArn: TAGGED, tagKeys: ["team"] } };
  const remove = { call: "DELETE /rules/tagged" };

  test.each([
    ["CreateTopicRule", { StringEquals: { "aws:RequestTag/team": "home" } }, create],
    ["CreateTopicRule", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }, create],
    ["TagResource", { StringEquals: { "aws:RequestTag/team": "home" } }, tag],
    ["TagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }, tag],
    ["UntagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }, untag],
    ["DeleteTopicRule", { StringEquals: { "aws:ResourceTag/team": "home" } }, remove],
  ])("IOT-4 %s is allowed under %j, and under no other value", async (operation, Condition, call) => {
    const iot = world("iot");
    const under = (condition: object) => {
      const Statement = [
        { Effect: "Allow", Action: `iot:${operation}`, Resource: "*", Condition: condition },
        { Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
      ];
      return roleWith(iot, JSON.stringify({ Version: "2012-10-17", Statement }));
    };
    const other = JSON.parse(JSON.stringify(Condition).replace(/:"(home|team)"/, ':"other"')) as object;
    await send(iot, remove, account.administrator);
    if (call !== create) await send(iot, create, account.administrator);

    const refused = await send(iot, call, under(other));
    const answered = await send(iot, call, under(Condition));

    expect([await codeOf(refused), await codeOf(answered)]).toEqual([
      `AccessDeniedException iot:${operation} on resource: ${TAGGED}`,
      "",
    ]);
  });
});

describe("IOT-4 one message", () => {
  test("IOT-4 Publish without RETAIN does not need iot:RetainPublish", async () => {
    const { call: _call, ...row } = DATA["Publish"] ?? { call: "" };
    const seen: string[] = [];
    broker.watch("gates/one", ({ topic }) => seen.push(topic));

    const response = await send(
      world("iotdata"),
      { ...row, call: "POST /topics/gates/one" },
      account.administrator,
    );

    expect([response.status, seen]).toEqual([200, ["gates/one"]]);
  });
});

describe("what is not served", () => {
  const refused = async (call: string, signingName: string, signed = true) => {
    const credentials = signed ? account.administrator : undefined;
    const { status, headers, body } = await send(world(signingName), { call }, credentials);
    return [status, headers["x-amzn-ErrorType"], String(body)] as const;
  };

  test.each([
    ...notServed("iot", CONTROL).map((binding) => ({ ...binding, signingName: "iot" })),
    ...notServed("iot-data", DATA).map((binding) => ({ ...binding, signingName: "iotdata" })),
  ])("$method $uri is refused by its name, $name", async ({ method, uri, name, signingName }) => {
    const call = `${method} ${uri.replace(/\{\w+\+?\}/g, "x1")}`;
    const [status, code, body] = await refused(call, signingName);
    const [strangerStatus, strangerCode] = await refused(call, signingName, false);

    expect([status, code]).toEqual([400, "UnsupportedOperationException"]);
    expect(body).toContain(`${name} is not supported`);
    expect([strangerStatus, strangerCode]).toEqual([403, "MissingAuthenticationTokenException"]);
  });

  test.each([
    ["GET /nothing", 404, "ResourceNotFoundException"],
    ["PUT /topics/a", 405, "MethodNotAllowedException"],
    ["PUT /endpoint", 405, "MethodNotAllowedException"],
    ["POST /topics/%ff", 400, "InvalidRequestException"],
  ])("%s: %i %s", async (call, status, code) => {
    expect((await refused(call, "iot")).slice(0, 2)).toEqual([status, code]);
  });

  test.each([
    ["POST /topics/a?qos=2", "QoS 2 is not supported"],
    ["POST /topics/a?qos=9", "Invalid QoS value"],
    ["POST /topics/a?retain=maybe", "Invalid retain value"],
    ["POST /topics/a?messageExpiry=5", "messageExpiry is not supported"],
    ["POST /topics/$aws", "Topic is reserved"],
    ["GET /retainedMessage?maxResults=201", "maxResults must be between 1 and 200"],
    ["GET /retainedMessage/none", "The specified resource does not exist"],
    ["GET /endpoint?endpointType=iot:Jobs", "endpointType iot:Jobs is not supported"],
    ["GET /endpoint?endpointType=x", "Endpoint type x is invalid."],
  ])("%s: %s", async (call, message) => {
    const signingName = call.includes("endpoint") ? "iot" : "iotdata";
    const [, , body] = await refused(call, signingName);

    expect(body).toContain(message);
  });
});
