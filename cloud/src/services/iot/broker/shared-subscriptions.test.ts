import mqtt, { type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY, ROLE_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import { closed, connectMqtt, nextMessage } from "../testing/client.ts";
import { ROLE_TOKEN, serveIot, type TestIot } from "../testing/service.ts";

const ADMIN = { username: ADMIN_KEY, password: SECRET } as const;
const ROLE = { username: ROLE_KEY, password: `${SECRET}:${ROLE_TOKEN}` } as const;
const ARN = "arn:aws:iot:eu-west-1:123456789012";
const FILTER = "$share/workers/jobs/+";

let iot: TestIot;
let allowed: Set<string>;
beforeEach(async () => {
  allowed = new Set([`iot:Connect ${ARN}:client/role`]);
  iot = await serveIot({ roleMay: ({ action, resource }) => allowed.has(`${action} ${resource}`) });
});
afterEach(() => iot.close());

const url = (): string => `mqtt://127.0.0.1:${iot.port}`;

async function worker(filter = FILTER): Promise<{ client: MqttClient; got: string[] }> {
  const client = await connectMqtt(url(), ADMIN);
  const got: string[] = [];
  client.on("message", (_topic, payload) => got.push(payload.toString()));
  await client.subscribeAsync(filter, { qos: 1 });
  return { client, got };
}

/** Everything sent before has arrived when this has. */
async function flush(client: MqttClient): Promise<void> {
  const mark = `flush/${client.options.clientId}`;
  await client.subscribeAsync(mark, { qos: 1 });
  const arrived = new Promise<void>((resolve) => {
    client.on("message", (topic) => {
      if (topic === mark) resolve();
    });
  });
  await client.publishAsync(mark, "flush", { qos: 1 });
  await arrived;
}

async function publishJobs(count: number): Promise<void> {
  for (let job = 0; job < count; job += 1) await iot.service.publish("jobs/a", String(job), 1);
}

describe("shared subscriptions", () => {
  test("IOT-21 each message goes to one of the group, to every group and to plain subscribers", async () => {
    const [one, two, other, plain] = [
      await worker(),
      await worker(),
      await worker("$share/b/jobs/#"),
      await worker("jobs/a"),
    ];

    await publishJobs(4);
    for (const { client } of [one, two, other, plain]) await flush(client);

    const jobs = (got: string[]) => got.filter((text) => text !== "flush");
    expect([jobs(one.got).length, jobs(two.got).length]).toEqual([2, 2]);
    expect([...jobs(one.got), ...jobs(two.got)].sort()).toEqual(["0", "1", "2", "3"]);
    expect(jobs(other.got)).toEqual(["0", "1", "2", "3"]);
    expect(jobs(plain.got)).toEqual(["0", "1", "2", "3"]);
    for (const { client } of [one, two, other, plain]) client.end(true);
  });

  test("IOT-21 who left the group gets nothing, who stayed gets all", async () => {
    const [one, two] = [await worker(), await worker()];
    await two.client.unsubscribeAsync(FILTER);

    await publishJobs(3);
    for (const { client } of [one, two]) await flush(client);

    expect([one.got, two.got]).toEqual([["0", "1", "2", "flush"], ["flush"]]);
    one.client.end(true);
    two.client.end(true);
  });

  test("IOT-21 with nobody connected a persistent session keeps the messages; a connected one comes first", async () => {
    const options = { ...ADMIN, clientId: "worker", clean: false } as const;
    const persistent = await connectMqtt(url(), options);
    await persistent.subscribeAsync(FILTER, { qos: 1 });
    await persistent.endAsync();
    const online = await worker();
    await publishJobs(2);
    await flush(online.client);
    expect(online.got).toEqual(["0", "1", "flush"]);
    const gone = new Promise<void>((resolve) => {
      iot.service.subscribe("$aws/events/presence/disconnected/+", () => resolve());
    });
    await online.client.endAsync();
    await gone;

    await publishJobs(1);

    const back = mqtt.connect(url(), { ...options, reconnectPeriod: 0 });
    expect((await nextMessage(back)).text).toBe("0");
    back.end(true);
  });

  test("IOT-21 a share of a persistent session survives a restart", async () => {
    const options = { ...ADMIN, clientId: "worker", clean: false } as const;
    const persistent = await connectMqtt(url(), options);
    await persistent.subscribeAsync(FILTER, { qos: 1 });
    persistent.end(true);
    await closed(persistent);
    const other = await serveIot({ stateDir: iot.stateDir });
    await other.service.publish("jobs/a", "missed", 1);
    const back = mqtt.connect(`mqtt://127.0.0.1:${other.port}`, { ...options, reconnectPeriod: 0 });
    expect((await nextMessage(back)).text).toBe("missed");
    back.end(true);
    await other.close();
  });

  test("IOT-21 iot:Subscribe is asked with the whole filter, iot:Receive with the topic", async () => {
    const granted = async (): Promise<number | undefined> => {
      const client = await connectMqtt(url(), { ...ROLE, clientId: "role" });
      const [grant] = await client.subscribeAsync(FILTER, { qos: 1 }).catch(() => []);
      await client.endAsync();
      return grant?.qos;
    };
    allowed.add(`iot:Subscribe ${ARN}:topicfilter/jobs/+`);
    expect(await granted()).toBeUndefined();
    allowed.add(`iot:Subscribe ${ARN}:topicfilter/${FILTER}`);
    expect(await granted()).toBe(1);

    const role = await connectMqtt(url(), { ...ROLE, clientId: "role" });
    await role.subscribeAsync(FILTER, { qos: 1 });
    const mate = await worker();
    await publishJobs(2);
    await flush(mate.client);
    // The role may not receive: its mate gets all.
    expect(mate.got).toEqual(["0", "1", "flush"]);
    role.end(true);
    mate.client.end(true);
  });

  test("IOT-19 without credentials nobody takes a part of a group's messages", async () => {
    const anonymous = await connectMqtt(url());
    await expect(anonymous.subscribeAsync(FILTER, { qos: 1 })).rejects.toThrow();
    anonymous.end(true);
  });

  test("IOT-21 a share gets no retained message", async () => {
    const publisher = await connectMqtt(url(), ADMIN);
    await publisher.publishAsync("jobs/a", "old", { qos: 1, retain: true });
    const { client, got } = await worker("$share/workers/jobs/a");
    await flush(client);
    expect(got).toEqual(["flush"]);
    client.end(true);
    publisher.end(true);
  });
});
