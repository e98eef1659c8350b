import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { administratorCaller } from "../../../iam/identities/access-keys.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { ConsoleContext, Notice } from "../../../wire/console-area.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { eventsWorld, FUNCTION, QUEUE, RULE_ARN } from "../testing/world.ts";
import { rulePath } from "./addresses.ts";
import { exampleFor } from "./example.ts";
import { areas } from "./index.ts";

let events: ReturnType<typeof eventsWorld>;
let server: ListeningService;
let console: TestConsole;
beforeEach(async () => {
  const account = createTestAccount(Date.now());
  events = eventsWorld(account);
  server = await listen(events.service().http);
  const caller = administratorCaller(account.scope, "AKIA");
  const runs = () => events.service().ports.ruleRuns;
  const schedules: ConsoleContext["schedules"] = {
    times: (arn) => runs().times(caller, arn),
    runNow: (arn) => {
      const running = runs().runNow(caller, arn);
      events.settle();
      return running;
    },
  };
  console = testConsole(areas, server.port, { key: account.administrator, clock: account.clock, schedules });
  await events.rule("paid", { source: ["shop"], detail: { state: ["paid"] } }, { Arn: QUEUE });
});
afterEach(async () => {
  await server.close();
  await events.service().close();
});

const PAID = rulePath({ bus: "default", name: "paid" });
const noticeOf = async (
  page: string,
  fields: Readonly<Record<string, string>>,
): Promise<Notice | undefined> => {
  const answer = await console.post(`rules/${page}`, { bus: "default", name: "paid", ...fields });
  return "notice" in answer ? answer.notice : undefined;
};
const event = (detail: string) => ({ source: "shop", "detail-type": "Order", detail });

const HOSTILE = "<img src=x onerror=alert(1)>";

describe("the list", () => {
  test("rules of a bus by the beginning of their names, with what they wait for", async () => {
    await events.call("CreateEventBus", { Name: "orders" });
    await events.call("PutRule", {
      Name: "of-orders",
      EventBusName: "orders",
      EventPattern: '{"source":["x"]}',
    });
    const page = await console.show("rules");
    expect(page).toContain(`href="${PAID}"`);
    expect(page).toContain("{&quot;source&quot;:[&quot;shop&quot;]");
    expect(page).toContain('href="/_portcullis/rules?bus=orders"');
    expect(page).not.toContain("of-orders");
    expect(await console.show("rules?bus=orders")).toContain("of-orders");
    expect(await console.show("rules?prefix=none")).toContain("No rule’s name begins with “none”.");
    expect(await areas[0]?.count?.(console)).toBe(1);
  });

  test("none: the next command", async () => {
    await events.call("CreateEventBus", { Name: "orders" });
    expect(await console.show("rules?bus=orders")).toContain("aws events put-rule");
    await expect(console.show("rules?bus=none")).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  });

  test("25 on a page", async () => {
    for (let index = 0; index < 26; index += 1) {
      await events.call("PutRule", {
        Name: `z${String(index).padStart(2, "0")}`,
        EventPattern: '{"source":["x"]}',
      });
    }
    const first = await console.show("rules?prefix=z");
    expect(first).not.toContain(">z25<");
    const next = /href="([^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await console.show(next)).toContain(">z25<");
  });
});

describe("a rule", () => {
  test("its pattern and targets, and an event that it lets pass", async () => {
    await events.call("PutTargets", {
      Rule: "paid",
      Targets: [{ Id: "2", Arn: FUNCTION, Input: '{"fixed":1}' }],
    });
    const page = await console.show(PAID);
    expect(page).toContain('href="/_portcullis/queues/jobs"');
    expect(page).toContain('href="/_portcullis/functions/worker"');
    expect(page).toContain("{&quot;fixed&quot;:1}");
    expect(page).toContain('value="shop"');
    expect(page).toContain("&quot;state&quot;: &quot;paid&quot;");
  });

  test("what people set is text", async () => {
    await events.call("PutRule", {
      Name: "paid",
      EventPattern: JSON.stringify({ source: [HOSTILE] }),
      Description: HOSTILE,
    });
    const page = await console.show(PAID);
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
  });

  test("one that is not there is AWS's refusal", async () => {
    await expect(console.show(rulePath({ bus: "default", name: "none" }))).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });

  test("is switched off and on", async () => {
    const off = await noticeOf("disable", {});
    expect(off).toMatchObject({ verdict: "yes", text: "paid is off." });
    expect(await console.show(PAID)).toContain("Switch on");
    await console.post(off?.undo?.action ?? "", off?.undo?.fields ?? {});
    expect(await console.show(PAID)).toContain("Switch off");
    expect(await noticeOf("enable", { name: "none" })).toMatchObject({ verdict: "no" });
  });
});

describe("a rule with a schedule", () => {
  const arn = `${RULE_ARN}/tick`;
  const TICK = rulePath({ bus: "default", name: "tick" });
  beforeEach(() => events.call("PutRule", { Name: "tick", ScheduleExpression: "cron(0 8 ? * MON *)" }));

  test("says when in words, and no event is put to try it", async () => {
    const page = await console.show(TICK);
    expect(page).toContain("At 08:00, every Monday, UTC");
    expect(page).toContain("Run now");
    expect(page).not.toContain("Put the event");
    expect(await console.show("rules")).toContain("At 08:00, every Monday, UTC");
    expect(await console.show(PAID)).not.toContain("Run now");
  });

  test("is run now, and says what became of it", async () => {
    expect(await noticeOf("run", { name: "tick", arn, once: "1" })).toEqual({
      verdict: "if",
      text: "tick ran. It has no target: nothing was called.",
    });
    await events.call("PutTargets", { Rule: "tick", Targets: [{ Id: "1", Arn: QUEUE }] });
    expect(await noticeOf("run", { name: "tick", arn, once: "2" })).toMatchObject({
      verdict: "yes",
      text: "tick ran: delivered to jobs.",
    });
    expect(events.delivered).toHaveLength(1);
    expect(await console.show(TICK)).toContain("Delivered");
  });

  test("one without a schedule is not", async () => {
    expect(await noticeOf("run", { arn: `${RULE_ARN}/paid`, once: "1" })).toMatchObject({
      verdict: "no",
      text: expect.stringContaining("ValidationException"),
    });
  });
});

describe("testing an event against a pattern", () => {
  test.each([
    ["matches", '{"state":"paid"}', { verdict: "yes", text: "Nothing was put. It matches this rule." }],
    ["does not match", '{"state":"open"}', { verdict: "if" }],
    ["is no JSON", "{", { verdict: "no", text: expect.stringContaining("Exception") }],
  ])("one that %s: nothing goes anywhere, and what was typed is kept", async (_title, detail, said) => {
    expect(await noticeOf("test", event(detail))).toMatchObject(said);
    events.settle();
    expect(events.delivered).toEqual([]);
    expect(await console.show(PAID)).toContain('value="shop"');
  });
});

describe("putting an event", () => {
  test("that matches goes to the targets", async () => {
    expect(await noticeOf("put", event('{"state":"paid"}'))).toMatchObject({
      verdict: "yes",
      text: expect.stringMatching(/It matches this rule\.$/),
    });
    events.settle();
    expect(events.delivered).toMatchObject([{ targetArn: QUEUE, input: { detail: { state: "paid" } } }]);
  });

  test.each([
    ["does not match", '{"state":"open"}', /It does not match this rule\.$/],
    ["matches a rule that is off", '{"state":"paid"}', /which is off\.$/],
  ])("that %s says so, and goes nowhere", async (_title, detail, text) => {
    if (String(text).includes("off")) await events.call("DisableRule", { Name: "paid" });
    expect(await noticeOf("put", event(detail))).toMatchObject({
      verdict: "if",
      text: expect.stringMatching(text),
    });
    events.settle();
    expect(events.delivered).toEqual([]);
  });

  test.each([
    ["no JSON", event("{"), "MalformedDetail"],
    ["a source of AWS", { ...event("{}"), source: "aws.s3" }, "NotAuthorizedForSource"],
  ])("%s is refused in AWS's words, and what was typed is kept", async (_title, fields, code) => {
    expect(await noticeOf("put", fields)).toMatchObject({
      verdict: "no",
      text: expect.stringContaining(code),
    });
    events.settle();
    expect(events.delivered).toEqual([]);
    expect(await console.show(PAID)).toContain(`value="${fields.source}"`);
  });
});

test.each([
  [undefined, { source: "my.app", detailType: "Something happened", detail: {} }],
  [
    { source: [{ prefix: "shop." }], "detail-type": ["Paid", "Open"] },
    { source: "shop.", detailType: "Paid", detail: {} },
  ],
  [
    {
      detail: {
        a: [{ exists: true }],
        b: { c: [{ numeric: [">", 5] }], d: [{ numeric: ["<", 5] }], e: [{ numeric: [">", 0, "<", 1] }] },
        c: [{ numeric: ["=", 2] }],
        d: [null],
        e: [{ wildcard: "x*" }],
        $or: [{}],
      },
    },
    {
      source: "my.app",
      detailType: "Something happened",
      detail: { a: "something", b: { c: 6, d: 4, e: 0.5 }, c: 2, d: null, e: "xx" },
    },
  ],
])("an example for %j", (pattern, expected) => {
  const { detail, ...example } = exampleFor(pattern === undefined ? undefined : JSON.stringify(pattern));
  expect({ ...example, detail: JSON.parse(detail) as unknown }).toEqual(expected);
});
