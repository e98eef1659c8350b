import { describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import {
  type AccessRow,
  type AccessWorld,
  describeAccess,
  type Needed,
  send,
} from "../../iam/testing/access-table.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { serviceModel } from "../../wire/models/index.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { Broker } from "./broker/broker.ts";
import { BROKER_MIGRATIONS } from "./broker/store.ts";
import { createIotPlanes, type IotPlanes, serveBoth } from "./http.ts";

const account = createTestAccount();
const database = openDatabase(":memory:");
database.migrate("iot/broker", BROKER_MIGRATIONS);
const broker = new Broker({ database, clock: account.clock, logger: silentLogger });
const planes = createIotPlanes({
  broker,
  newTraceId: () => "trace",
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

const CONTROL: Readonly<Record<string, AccessRow>> = {
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
  prepare: async () => undefined,
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
