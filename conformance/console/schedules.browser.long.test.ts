import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { CreateQueueCommand, PurgeQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { runCli } from "../support/cli.ts";
import { clientsFor } from "../support/clients.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const { endpoint, region, credentials } = facts;
const port = Number(new URL(endpoint).port);
const options = { endpoint, region, credentials, maxAttempts: 1 };
const scheduler = new SchedulerClient(options);
const events = new EventBridgeClient(options);
const iam = new IAMClient(options);
const { sqs } = clientsFor(facts);
const GROUP = "console-group";
const QUEUE = "console-scheduled";
const ACCOUNT = "123456789012";
const QUEUE_ARN = `arn:aws:sqs:${region}:${ACCOUNT}:${QUEUE}`;
const HOSTILE = "<img src=x onerror=window.hit=1>";

let browser: Browser;
let QueueUrl: string | undefined;
beforeAll(async () => {
  browser = await launchBrowser();
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }))).QueueUrl;
  await role("console-clock", "Allow");
  await role("console-stopped", "Deny");
  await scheduler.send(new CreateScheduleGroupCommand({ Name: GROUP }));
  await make("console-tick", "console-clock", '{"at":"<aws.scheduler.scheduled-time>"}');
  await make("console-refused", "console-stopped", "{}");
  await make("console-hostile", "console-clock", JSON.stringify({ text: HOSTILE.repeat(50) }));
  const Name = "console-hourly";
  await events.send(new PutRuleCommand({ Name, ScheduleExpression: "rate(1 hour)", Description: HOSTILE }));
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "jobs", Arn: QUEUE_ARN }] }));
});
afterAll(async () => {
  for (const client of [scheduler, events, iam]) client.destroy();
  await browser.close();
});

async function role(RoleName: string, Effect: string): Promise<void> {
  const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const Principal = { Service: "scheduler.amazonaws.com" };
  const AssumeRolePolicyDocument = policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Effect, Action: "sqs:SendMessage", Resource: QUEUE_ARN });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
}

/** Due at eight on the first of January of a year far away: it runs when somebody runs it. */
async function make(Name: string, roleName: string, Input: string): Promise<void> {
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/${roleName}`;
  await scheduler.send(
    new CreateScheduleCommand({
      Name,
      GroupName: GROUP,
      ScheduleExpression: "cron(0 8 1 1 ? 2199)",
      ScheduleExpressionTimezone: "Europe/Berlin",
      Description: HOSTILE,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: QUEUE_ARN, RoleArn, Input },
    }),
  );
}

const schedulePath = (name: string) => `schedules/schedule?group=${GROUP}&name=${name}`;

describe("portcullis run-schedule", () => {
  const portcullis = (...words: string[]) => runCli(["run-schedule", ...words, "--state", facts.stateDir]);

  test("runs a schedule by its name or a part of it, in its group, or by its ARN", async () => {
    const arn = `arn:aws:scheduler:${region}:${ACCOUNT}:schedule/${GROUP}/console-tick`;
    for (const word of ["console-tick", "console-tic", `${GROUP}/tick`, arn]) {
      expect(await portcullis(word)).toMatchObject({ code: 0, out: `delivered to ${QUEUE_ARN}\n` });
    }
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  });

  test("says what was refused, ends with 1, and names the command that explains it", async () => {
    const { code, out, err } = await portcullis("console-refused");
    expect(code).toBe(1);
    expect(out).toMatch(/^refused by .*: AccessDenied: .*with an explicit deny/);
    expect(err).toMatch(/npx portcullis explain [0-9a-f-]{36}/);
    const { code: ended, out: json } = await portcullis("console-hourly", "--json");
    expect(ended).toBe(1);
    expect(JSON.parse(json)).toMatchObject({ calls: [{ targetId: "jobs", outcome: "refused" }] });
  });

  test("one that is not there", async () => {
    expect(await portcullis("console-none")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/No schedule, and no rule with one, is called.*There are: .*console-tick/),
    });
    expect((await portcullis("console-")).err).toMatch(/Several are called "console-": arn:aws:/);
  });
});

describe("the pages of schedules", () => {
  test("run now calls the target, without script, and leads to the trace", async () => {
    const page = await openConsole(browser, port, {
      path: `schedules?group=${GROUP}`,
      javaScriptEnabled: false,
    });
    await page
      .getByText("At 08:00, on day 1 of the month in January in 2199, Europe/Berlin")
      .first()
      .waitFor();
    await page.getByRole("button", { name: /^Run now\W+console-tick$/ }).click();
    await page.getByText(`console-tick ran: delivered to ${QUEUE}.`).waitFor();
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    expect(Messages.map(({ Body }) => Body)).toEqual([expect.stringMatching(/^\{"at":"\d{4}-.*Z"\}$/)]);

    await page.getByRole("link", { name: "In the trace" }).click();
    await page.getByText("role console-clock asked for console-tick").first().waitFor();
  });

  test("what the role may not do is told with its reason", async () => {
    const page = await openConsole(browser, port, { path: schedulePath("console-refused") });
    await page.getByRole("button", { name: "Run now" }).click();
    await page.getByText(/^console-refused ran, but not all was delivered\./).waitFor();
    await page.locator("#notice").getByRole("link", { name: "Why?" }).click();
    await page.getByText("sqs:SendMessage").first().waitFor();
    await page.goBack();
    await page.locator("#last-run").getByText("Refused", { exact: true }).waitFor();
  });

  test("switched off and on; what else it is stays", async () => {
    const asked = new GetScheduleCommand({ GroupName: GROUP, Name: "console-tick" });
    const before = await scheduler.send(asked);
    const page = await openConsole(browser, port, { path: schedulePath("console-tick") });
    await page.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("console-tick is off.").waitFor();
    expect((await scheduler.send(asked)).State).toBe("DISABLED");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("console-tick is on.").waitFor();
    const after = await scheduler.send(asked);
    expect(after).toMatchObject({ State: "ENABLED", Target: before.Target, Description: HOSTILE });
  });

  test("a rule with a schedule is run from the list, and its queue's policy is asked", async () => {
    const page = await openConsole(browser, port, { path: "schedules?prefix=console-hourly" });
    await page.getByRole("button", { name: /^Run now\W+console-hourly$/ }).click();
    await page
      .getByText(/queue policy|resource-based policy/)
      .first()
      .waitFor();
    await page.getByRole("link", { name: "console-hourly", exact: true }).click();
    await page.locator("#run-times").getByText("Refused", { exact: true }).waitFor();
  });

  test("what people set is text; nothing of it runs", async () => {
    const page = await openConsole(browser, port, { path: schedulePath("console-hostile"), bypassCSP: true });
    await page.getByText(HOSTILE).first().waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  });

  test("keys lead there, through the rows and into one", async () => {
    const page = await openConsole(browser, port, { path: "" });
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByRole("heading", { name: "Schedules", level: 1 }).waitFor();
    await page.goto(`http://portcullis.localhost:${port}/_portcullis/schedules?group=${GROUP}`);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "console-hostile" }).waitFor();
  });

  test("a group of places that was closed stays closed, but for the one we are in", async () => {
    const page = await openConsole(browser, port, { path: "tables" });
    const rail = page.getByRole("navigation", { name: "Console" });
    await rail.getByText("Events", { exact: true }).click();
    await rail.getByRole("link", { name: "Schedules" }).waitFor({ state: "hidden" });
    await page.reload();
    await rail.getByRole("link", { name: "Schedules" }).waitFor({ state: "hidden" });
    await page.goto(`http://portcullis.localhost:${port}/_portcullis/schedules`);
    await rail.getByRole("link", { name: "Schedules" }).waitFor();
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    const paths = [
      "schedules",
      `schedules?group=${GROUP}`,
      "schedules?prefix=none",
      "schedules?group=none",
      ...["tick", "refused", "hostile", "none"].map((name) => schedulePath(`console-${name}`)),
      "rules/rule?name=console-hourly",
    ];
    await expectFitAndAccessible({ browser, port, look, paths });
  });
});
