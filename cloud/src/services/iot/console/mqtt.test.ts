import type { MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestConsole, testConsole, tracedRefusal } from "../../../web/testing/test-console.ts";
import { ADMIN_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import { connectMqtt } from "../testing/client.ts";
import { after, heard } from "../testing/mqtt-page.ts";
import { serveIot, type TestIot } from "../testing/service.ts";
import { areas } from "./index.ts";

let iot: TestIot;
let device: MqttClient;
beforeAll(async () => {
  iot = await serveIot();
  device = await connectMqtt(`mqtt://127.0.0.1:${iot.port}`, { username: ADMIN_KEY, password: SECRET });
});
afterAll(async () => {
  await device.endAsync(true);
  await iot.close();
});

function opened(): TestConsole {
  return testConsole(areas, iot.httpPort);
}

const MARKUP = '<script>alert("x")</script>';

describe("what the page hears", () => {
  test("a message stands in the list with its topic, payload and quality", async () => {
    const console = opened();
    expect(await console.show("mqtt")).toContain("Nothing was published to what this page hears");
    const page = await after(console, () => device.publishAsync("doors/1", '{"state":"open"}', { qos: 1 }));
    expect(page).toContain("doors/1");
    expect(page).toContain("{&quot;state&quot;:&quot;open&quot;}");
    expect(page).toContain("QoS 1 · 16 bytes");
    heard(console).close();
  });

  test("markup, control characters and text that turns around are shown and do nothing", async () => {
    const console = opened();
    await console.show("mqtt");
    const page = await after(console, () =>
      device.publishAsync(`doors/${MARKUP.slice(0, 8)}`, `${MARKUP}\u202E`),
    );
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;alert");
    expect(page).toContain("\\u202e");
    const binary = await after(console, () => device.publishAsync("bytes", Buffer.from([0, 255, 7])));
    expect(binary).toContain("00 ff 07");
    heard(console).close();
  });

  test("a long payload is cut and says so", async () => {
    const console = opened();
    await console.show("mqtt");
    const page = await after(console, () => device.publishAsync("long", "x".repeat(9_000)));
    expect(page).toContain("The first 4.0 KiB of 8.8 KiB.");
    expect(page).not.toContain("x".repeat(4_097));
    heard(console).close();
  });

  test("the last 200 are kept, all are counted, and cleared they are gone", async () => {
    const console = opened();
    await console.show("mqtt");
    for (let index = 0; index < 205; index += 1) await device.publishAsync(`many/${index}`, "1", { qos: 1 });
    while (heard(console).count < 205) await console.nextChange();
    expect(heard(console).rows).toHaveLength(200);
    expect(await console.show("mqtt")).toContain("205 messages since");
    await console.post("mqtt/clear", {});
    expect(heard(console).rows).toHaveLength(0);
    expect(await console.show("mqtt")).toContain("0 messages since");
    heard(console).close();
  });

  test("a filter is heard and no longer heard; one that is none is refused by name", async () => {
    const console = opened();
    await console.show("mqtt");
    await console.post("mqtt/unsubscribe", { filter: "#" });
    expect(await console.post("mqtt/subscribe", { filter: "home/+/warm" })).toMatchObject({
      notice: { verdict: "yes", text: "This page hears home/+/warm." },
    });
    const page = await after(console, async () => {
      await device.publishAsync("elsewhere", "1", { qos: 1 });
      await device.publishAsync("home/kitchen/warm", "21", { qos: 1 });
    });
    expect(page).toContain("home/kitchen/warm");
    expect(page).not.toContain("elsewhere");
    expect(await console.post("mqtt/subscribe", { filter: "home/#/x" })).toMatchObject({
      notice: {
        verdict: "no",
        text: "Topic filter has a wildcard in the wrong place. Nothing was subscribed.",
      },
    });
    expect([...heard(console).filters.keys()]).toEqual(["home/+/warm"]);
    heard(console).close();
  });

  test("whom nobody looks at for a quarter of an hour hears no more, and says so at the next look", async () => {
    const console = opened();
    await console.show("mqtt");
    console.clock.advanceSeconds(15 * 60);
    await after(console, () => device.publishAsync("doors/1", "late", { qos: 1 }));
    while (heard(console).rows.at(0)?.kind !== "gap") {
      await console.show("mqtt");
    }
    expect(await console.show("mqtt")).toContain("nobody looked for 15 minutes");
    heard(console).close();
  });

  test("its session ends with it: the connection is closed", async () => {
    const console = opened();
    await console.show("mqtt");
    const { clientId } = heard(console);
    const isThere = () => iot.service.connections().some((each) => each.clientId === clientId);
    expect(isThere()).toBe(true);
    const gone = console.nextChange();
    heard(console).close();
    await gone;
    await expect.poll(isThere).toBe(false);
  });
});

describe("refusals", () => {
  test("stand between the messages and lead to their reason", async () => {
    const console = opened();
    console.refusals.push(
      tracedRefusal({ request: "aaaa-1", sentence: `nobody asked for PUBLISH ${MARKUP}; may not publish.` }),
      tracedRefusal({ request: "bbbb-2", service: "iot-data", operation: "Publish" }),
      tracedRefusal({ request: "cccc-3", service: "s3" }),
    );
    const page = await console.show("mqtt");
    expect(page).toContain('href="/_portcullis/trace/aaaa-1"');
    expect(page).toContain('href="/_portcullis/trace/bbbb-2"');
    expect(page).not.toContain("cccc-3");
    expect(page).not.toContain("<script>");
    expect(page).toContain("2 refused");
    heard(console).close();
  });
});

describe("who is connected", () => {
  test("by client id, identity, transport and what is heard; the page is one of them", async () => {
    const console = opened();
    await console.show("mqtt");
    console.clients.push(
      ...iot.service.connections(),
      {
        clientId: MARKUP,
        who: "arn:aws:iam::123456789012:role/app/DoorRole",
        transport: "TLS",
        sourceIp: "127.0.0.1",
        since: 0,
        filters: [],
      },
      { clientId: "w", who: "loopback-watcher", transport: "TCP", sourceIp: "", since: 0, filters: ["a/#"] },
    );
    const page = await console.show("mqtt");
    expect(page).toContain("this page");
    expect(page).not.toContain("$aws/events/presence");
    expect(page).toContain("administrator’s key · TCP · ");
    expect(page).toContain("role DoorRole · TLS · ");
    expect(page).toContain("without credentials, may only watch");
    expect(page).not.toContain("<script>");
    heard(console).close();
  });

  test("twenty at a time, found by a part of the client id", async () => {
    const console = opened();
    for (let index = 0; index < 45; index += 1) {
      console.clients.push({
        clientId: `device-${index}`,
        who: "x",
        transport: "TCP",
        sourceIp: "",
        since: 0,
        filters: [],
      });
    }
    const page = await console.show("mqtt?from=20");
    expect(page).toContain("21–40 of 45");
    expect(page).not.toContain("device-19<");
    expect(await console.show("mqtt?client=device-44")).toContain("device-44");
    expect(await console.show("mqtt?client=nothing")).toContain("No client id of now has “nothing” in it.");
    heard(console).close();
  });
});

describe("publishing", () => {
  test("says what was published, and keeps what was written for the next time", async () => {
    const console = opened();
    await console.show("mqtt");
    expect(
      await console.post("mqtt/publish", { topic: "doors/2", payload: "hello", qos: "1" }),
    ).toMatchObject({ notice: { verdict: "yes", text: "Published 5 bytes to doors/2." } });
    expect(await console.show("mqtt")).toContain('value="doors/2"');
    heard(console).close();
  });

  test("AWS's words of a refusal are told", async () => {
    const console = opened();
    expect(await console.post("mqtt/publish", { topic: "a/+/b", payload: "x" })).toMatchObject({
      notice: { verdict: "no", text: expect.stringContaining("InvalidRequestException") },
    });
  });

  test("a retained message is shown, cleared by its typed topic only, and put back by undo", async () => {
    const console = opened();
    await console.post("mqtt/publish", { topic: "state/1", payload: "closed", qos: "1", retain: "on" });
    expect(await console.show("mqtt")).toContain("/_portcullis/mqtt/retained?topic=state%2F1");
    expect(await console.show("mqtt/retained?topic=state%2F1")).toContain("closed");

    const wrong = await console.post("mqtt/retained/clear", { topic: "state/1", typed: "state" });
    expect(wrong).toMatchObject({ notice: { verdict: "no" } });
    expect(await console.show("mqtt/retained?topic=state%2F1")).toContain("closed");

    const cleared = await console.post("mqtt/retained/clear", { topic: "state/1", typed: "state/1" });
    await expect(console.show("mqtt/retained?topic=state%2F1")).rejects.toThrow("does not exist");
    const undo = "notice" in cleared ? cleared.notice?.undo : undefined;
    await console.post(undo?.action ?? "", undo?.fields ?? {});
    expect(await console.show("mqtt/retained?topic=state%2F1")).toContain("closed");
    heard(console).close();
  });

  test("ten retained messages are on a page", async () => {
    const console = opened();
    for (let index = 0; index < 12; index += 1) {
      await console.post("mqtt/publish", { topic: `kept/${index}`, payload: "x", retain: "on" });
    }
    const page = await console.show("mqtt");
    const next = /href="\/_portcullis\/(mqtt\?retained=[^"]+)"/.exec(page)?.[1];
    expect(next).toBeDefined();
    expect(await console.show(next ?? "")).toContain("kept/9");
    heard(console).close();
  });
});

test("a broker that takes nobody is said on the page", async () => {
  const console = {
    ...opened(),
    openSocket: () => Promise.reject(new Error("Unexpected server response: 403")),
  };
  const page = areas[0]?.pages.find(({ path, method }) => path === "" && method === "GET");
  const answer = await page?.handle(console, {
    parameters: {},
    query: new URLSearchParams(),
    form: { text: () => "", all: () => [], file: () => undefined },
  });
  const html = answer !== undefined && "view" in answer ? String(answer.view.body) : "";
  expect(html).toContain("Nothing is heard just now.");
  expect(html).toContain("Unexpected server response: 403");
});
