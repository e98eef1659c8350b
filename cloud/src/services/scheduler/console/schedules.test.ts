import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../../core/errors.ts";
import { administratorCaller } from "../../../iam/identities/access-keys.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { ConsoleContext, Notice } from "../../../wire/console-area.ts";
import { fakeConsole, fakeRequest } from "../../../wire/testing/fake-console.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { SCHEDULE } from "../testing/access-rows.ts";
import { schedulerWorld } from "../testing/world.ts";
import { schedulePath } from "./addresses.ts";
import { areas } from "./index.ts";

const HOSTILE = "<img src=x onerror=alert(1)>\u202e";
const QUEUE = SCHEDULE.Target.Arn;
const TICK = schedulePath({ group: "default", name: "tick" });
const ARN = "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/tick";

let scheduler: ReturnType<typeof schedulerWorld>;
let server: ListeningService;
let console: TestConsole;
/** Rules of EventBridge as their service lists them. */
let rules: { readonly Name: string; readonly ScheduleExpression?: string; readonly State?: string }[];

beforeEach(async () => {
  rules = [];
  // The console signs by the clock of this machine.
  scheduler = schedulerWorld({ now: Date.now });
  server = await listen(scheduler.service().http);
  const caller = administratorCaller(scheduler.account.scope, "AKIA");
  const runs = () => scheduler.service().ports.scheduleRuns;
  const schedules: ConsoleContext["schedules"] = {
    times: (arn) =>
      arn.includes(":events:") ? { nextAt: undefined, last: undefined } : runs().times(caller, arn),
    runNow: (arn) => {
      const running = runs().runNow(caller, arn);
      scheduler.settle();
      return running;
    },
  };
  const { administrator: key, clock } = scheduler.account;
  console = testConsole(areas, server.port, { key, clock, schedules, answers: rulesAnswers });
});
afterEach(async () => {
  await server.close();
  await scheduler.service().close();
});

const rulesAnswers = {
  "events:ListRules": ({ NamePrefix = "" }: { NamePrefix?: string }) => ({
    Rules: rules
      .filter(({ Name }) => Name.startsWith(NamePrefix))
      .map((rule) => ({
        State: "ENABLED",
        Arn: `arn:aws:events:eu-west-1:123456789012:rule/${rule.Name}`,
        ...rule,
      })),
  }),
  "events:ListTargetsByRule": () => ({ Targets: [{ Arn: QUEUE }] }),
  "cloudformation:DescribeStackResources": () => ({}),
};

const noticeOf = async (page: string, fields: Readonly<Record<string, string>> = {}): Promise<Notice> => {
  const answer = await console.post(`schedules/${page}`, { group: "default", name: "tick", ...fields });
  if (!("notice" in answer) || answer.notice === undefined) throw new Error("Nothing was said.");
  return answer.notice;
};
const run = (once: string) => noticeOf("run", { arn: ARN, once });
const links = (page: string): string[] =>
  [...page.matchAll(/href="([^"]+)">Next page/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));

describe("the list", () => {
  test("says in words what is due when and what is called as whom", async () => {
    await scheduler.schedule({
      ScheduleExpression: "cron(0 2 ? * MON-FRI *)",
      ScheduleExpressionTimezone: "Europe/Berlin",
    });
    const page = await console.show("schedules");
    expect(page).toContain(`href="${TICK}"`);
    expect(page).toContain("At 02:00, Monday to Friday, Europe/Berlin");
    expect(page).toContain("cron(0 2 ? * MON-FRI *)");
    expect(page).toContain('datetime="2026-09-04T00:00:00.000Z"');
    expect(page).toContain('href="/_portcullis/queues/jobs"');
    expect(page).toContain("as role clock");
    expect(page).toContain("not yet");
    expect(await areas[0]?.count?.(console)).toBe(1);
  });

  test("nothing: the next commands", async () => {
    const page = await console.show("schedules");
    expect(page).toContain("aws scheduler create-schedule");
    expect(page).toContain("aws events put-rule");
    expect(await console.show("schedules?prefix=x")).toContain("No schedule is like that.");
  });

  test("by group, state and the beginning of the name; one of a group that is not there is refused", async () => {
    await scheduler.call("POST /schedule-groups/shop", {});
    await scheduler.schedule({ GroupName: "shop" }, "sold");
    await scheduler.schedule({ State: "DISABLED" });
    const names = async (query: string) =>
      ["tick", "sold"].filter((name) => {
        return shown.get(query)?.includes(`name=${name}"`) === true;
      });
    const shown = new Map<string, string>();
    for (const query of ["", "group=shop", "state=DISABLED", "state=ENABLED", "prefix=t", "state=x"]) {
      shown.set(query, await console.show(`schedules?${query}`));
    }
    expect(await names("")).toEqual(["tick", "sold"]);
    expect(await names("group=shop")).toEqual(["sold"]);
    expect(await names("state=DISABLED")).toEqual(["tick"]);
    expect(await names("state=ENABLED")).toEqual(["sold"]);
    expect(await names("prefix=t")).toEqual(["tick"]);
    expect(await names("state=x")).toEqual(["tick", "sold"]);
    expect(shown.get("group=shop")).not.toContain("Rules with a schedule");
    await expect(console.show("schedules?group=none")).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });

  test("25 on a page, schedules and rules each for themselves", async () => {
    for (let index = 10; index < 36; index += 1) {
      await scheduler.schedule({}, `s${index}`);
      rules.push({ Name: `r${index}`, ScheduleExpression: "rate(1 hour)" });
    }
    rules.push({ Name: "r99" });
    const first = await console.show("schedules");
    expect(first).not.toContain(">s35<");
    expect(first).not.toContain(">r35<");
    const [schedules = "", others = ""] = links(first);
    const second = await console.show(schedules);
    expect(second).toContain(">s35<");
    expect(second).toContain(">r10<");
    const both = await console.show(links(second)[0] ?? "");
    expect(both).toContain(">s35<");
    expect(both).toContain(">r35<");
    expect(await console.show(others)).toContain(">s10<");
    expect(both).not.toContain("r99");
  });

  test("rules without a schedule are none of it", async () => {
    rules.push({ Name: "paid" }, { Name: "off", ScheduleExpression: "rate(1 hour)", State: "DISABLED" });
    const page = await console.show("schedules");
    expect(page).not.toContain("name=paid");
    expect(page).toContain('href="/_portcullis/rules/rule?name=off"');
    expect(page).toContain('action="/_portcullis/rules/run"');
    expect(await console.show("schedules?state=ENABLED")).not.toContain("name=off");
    expect(await console.show("schedules?state=DISABLED")).toContain("name=off");
  });
});

describe("a schedule", () => {
  test("its next times on its own clocks, until it is over", async () => {
    await scheduler.schedule({
      ScheduleExpression: "cron(0 2 ? * MON-FRI *)",
      ScheduleExpressionTimezone: "Europe/Berlin",
      EndDate: Date.parse("2026-09-07T12:00:00Z") / 1000,
    });
    const page = await console.show(TICK);
    expect(page).toContain("Fri 4 Sept, 02:00 in Europe/Berlin");
    expect(page).toContain("Mon 7 Sept, 02:00 in Europe/Berlin");
    expect(page).not.toContain("Tue 8 Sept");
    expect(page).toContain("185 times, for 1 day at most");
  });

  test("what people set is text", async () => {
    await scheduler.schedule({
      Description: HOSTILE,
      Target: { ...SCHEDULE.Target, Input: JSON.stringify({ text: HOSTILE.repeat(100) }) },
    });
    const page = await console.show(TICK);
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
    expect(page).toContain("\\u202e");
  });

  test("one that is not there is AWS's refusal", async () => {
    await expect(console.show(TICK)).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  });

  test("is switched off and on, and is otherwise as it was", async () => {
    await scheduler.schedule({ Description: "d", ActionAfterCompletion: "DELETE" });
    const before = await scheduler.call("GET /schedules/tick");
    const off = await noticeOf("disable");
    expect(off).toMatchObject({ verdict: "yes", text: "tick is off." });
    const page = await console.show(TICK);
    expect(page).toContain("Switch on");
    expect(page).toContain("It is due no more, as it stands.");
    await console.post(off.undo?.action ?? "", off.undo?.fields ?? {});
    expect(await scheduler.call("GET /schedules/tick")).toEqual(before);
    expect(await noticeOf("enable", { name: "none" })).toMatchObject({ verdict: "no" });
  });
});

describe("run now", () => {
  beforeEach(() => scheduler.schedule({ ScheduleExpression: "at(2027-01-01T00:00:00)" }));

  test("delivers, and leads to the trace", async () => {
    const ran = await run("1");
    expect(ran).toMatchObject({ verdict: "yes", text: "tick ran: delivered to jobs." });
    expect(ran.more?.href).toMatch(/^\/_portcullis\/trace\/[0-9a-f-]{36}$/);
    expect(scheduler.called).toHaveLength(1);
    const page = await console.show(TICK);
    expect(page).toContain("Delivered");
    expect(page).toContain(`href="${ran.more?.href ?? ""}"`);
  });

  test("CON-23 a form that is sent twice runs it once; another form runs it again", async () => {
    const both = await Promise.all([run("1"), run("1")]);
    expect(both[0]).toEqual(both[1]);
    expect(scheduler.called).toHaveLength(1);
    await run("2");
    expect(scheduler.called).toHaveLength(2);
    const tokens = [...(await console.show("schedules")).matchAll(/name="once" value="([^"]+)"/g)];
    const again = [...(await console.show("schedules")).matchAll(/name="once" value="([^"]+)"/g)];
    expect(tokens[0]?.[1]).not.toBe(again[0]?.[1]);
  });

  test("says what was refused, in AWS's words, and why", async () => {
    scheduler.refuse(QUEUE, new AwsError("AccessDenied", `No ${HOSTILE}`, 403));
    const ran = await run("1");
    expect(ran).toMatchObject({ verdict: "no", more: { text: "Why?" } });
    expect(ran.text).toMatch(/^tick ran, but not all was delivered\. jobs refused it: AccessDenied: No <img/);
    const page = await console.show(TICK);
    expect(page).toContain("Refused");
    expect(page).toContain("jobs refused it: AccessDenied: No &lt;img");
    expect(await console.show("schedules")).toContain("Why?");
  });

  test("says what fails and is tried again", async () => {
    scheduler.refuse(QUEUE, new AwsError("ThrottlingException", "Slow down.", 429));
    expect(await run("1")).toMatchObject({ verdict: "if", text: expect.stringContaining("is tried again") });
  });

  test("of one that is not there is refused", async () => {
    expect(await noticeOf("run", { arn: `${ARN}s`, once: "1" })).toMatchObject({
      verdict: "no",
      text: expect.stringContaining("ResourceNotFoundException"),
    });
  });

  test.each([
    ["/_portcullis/schedules?prefix=t", "/_portcullis/schedules?prefix=t"],
    ["https://evil.example/", "/_portcullis/schedules"],
    ["", "/_portcullis/schedules"],
  ])("comes back to %j as %s", async (back, redirect) => {
    expect(await console.post("schedules/run", { arn: ARN, name: "tick", once: back, back })).toMatchObject({
      redirect,
    });
  });
});

test("one that was deleted while it was listed has no row", async () => {
  const fake = fakeConsole({
    answers: {
      ...rulesAnswers,
      "scheduler:ListSchedules": { Schedules: [{ GroupName: "default", Name: "gone" }] },
      "scheduler:GetSchedule": new AwsError("ResourceNotFoundException", "Gone.", 404),
      "scheduler:ListScheduleGroups": { ScheduleGroups: [{ Name: "default" }] },
    },
  });
  const list = areas[0]?.pages.find(({ path }) => path === "");
  const answer = await list?.handle(fake, fakeRequest());
  expect(String(answer !== undefined && "view" in answer ? answer.view.body : "")).toContain("0 schedules");
});
