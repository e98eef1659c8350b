import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { Notice } from "../../../wire/console-area.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { createLogsService } from "../index.ts";
import { noLogFiles } from "../testing/log-files.ts";
import { groupPath } from "./addresses.ts";
import { areas } from "./index.ts";

const GROUP = "/aws/lambda/print";
const HOUR = 3_600_000;

let server: ListeningService;
let console: TestConsole;
let now: number;
beforeEach(async () => {
  const account = createTestAccount(Date.now());
  const { identities, clock, scope } = account;
  now = clock.now();
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  const around = { authentication, trace: noTrace, logger: silentLogger, logFiles: noLogFiles };
  const logs = createLogsService({ ...account, ...around, database: openDatabase(":memory:") });
  server = await listen(logs.http);
  console = testConsole(areas, server.port, {
    key: account.administrator,
    clock,
    answers: { "cloudformation:DescribeStackResources": () => ({ StackResources: "" }) },
  });
  await call("CreateLogGroup", { logGroupName: GROUP });
});
afterEach(() => server.close());

const call = (operation: string, input: object) =>
  console.call("logs", operation, input as Record<string, unknown>);

/** @param lines text, and how long ago in milliseconds */
async function put(logStreamName: string, lines: readonly (readonly [string, number])[]): Promise<void> {
  await call("CreateLogStream", { logGroupName: GROUP, logStreamName });
  const logEvents = lines.map(([message, agoMs]) => ({ message, timestamp: now - agoMs }));
  await call("PutLogEvents", { logGroupName: GROUP, logStreamName, logEvents });
}

const post = async (page: string, fields: Readonly<Record<string, string>>) => {
  const answer = await console.post(`logs/${page}`, fields);
  if (!("redirect" in answer)) throw new Error("It leads nowhere.");
  return { to: answer.redirect, notice: answer.notice as Notice };
};
const saidOn = (page: string): string[] =>
  [...page.matchAll(/class="said">([^<]*)</g)].map(([, text]) => text ?? "");

const HOSTILE = "<img src=x onerror=alert(1)>\u202egnp";

describe("the list", () => {
  test("log groups by the beginning of their names, and how long they keep lines", async () => {
    await call("CreateLogGroup", { logGroupName: "other" });
    await call("PutRetentionPolicy", { logGroupName: GROUP, retentionInDays: 30 });
    const page = await console.show("logs?prefix=/aws");
    expect(page).toContain(`href="${groupPath(GROUP)}"`);
    expect(page).toContain("30 days");
    expect(page).not.toContain(">other<");
    expect(await console.show("logs")).toContain("for ever");
    expect(await console.show("logs?prefix=none")).toContain("No log group’s name begins with “none”.");
    expect(await areas[0]?.count?.(console)).toBe(2);
  });

  test("none: the next command", async () => {
    await call("DeleteLogGroup", { logGroupName: GROUP });
    expect(await console.show("logs")).toContain("aws logs create-log-group");
  });

  test("25 on a page", async () => {
    for (let index = 0; index < 26; index += 1)
      await call("CreateLogGroup", { logGroupName: `n${String(index).padStart(2, "0")}` });
    const first = await console.show("logs?prefix=n");
    expect(first).not.toContain(">n25<");
    const next = /href="([^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await console.show(next)).toContain(">n25<");
  });
});

describe("a log group", () => {
  test("its lines of all streams by time, of one, and those that fit a pattern", async () => {
    await put("a", [
      ["first of a", 3_000],
      ["last of a", 1_000],
    ]);
    await put("b", [["ERROR of b", 2_000]]);
    const page = await console.show(groupPath(GROUP));
    expect(saidOn(page)).toEqual(["first of a", "ERROR of b", "last of a"]);
    expect(page).toContain('href="/_portcullis/functions/print"');
    expect(page.replaceAll(/<\/?span[^>]*>/g, "")).toContain("npx portcullis logs -f print");
    expect(saidOn(await console.show(groupPath(GROUP, { stream: "b" })))).toEqual(["ERROR of b"]);
    expect(saidOn(await console.show(groupPath(GROUP, { pattern: "ERROR" })))).toEqual(["ERROR of b"]);
    const none = await console.show(groupPath(GROUP, { pattern: "nothing" }));
    expect(none).toContain("No line fits this pattern.");
  });

  test("lines that are older than an hour, and than a day, are found, too", async () => {
    await put("a", [["of long ago", 200 * HOUR]]);
    await put("b", [["of yesterday", 20 * HOUR]]);
    expect(saidOn(await console.show(groupPath(GROUP)))).toEqual(["of long ago", "of yesterday"]);
  });

  test("200 on a page, the newest first; each once, also where many have one time", async () => {
    const lines = Array.from({ length: 450 }, (_, index) => [`l${index}`, 5_000] as const);
    await put("a", lines);
    const seen: string[][] = [];
    let page = await console.show(groupPath(GROUP));
    expect(page).toContain("data-live");
    for (let pages = 0; pages < 4; pages += 1) {
      seen.unshift(saidOn(page));
      const older = /href="([^"]+)">Older</.exec(page)?.[1]?.replaceAll("&amp;", "&");
      if (older === undefined) break;
      page = await console.show(older);
      // What stays the same while it is read.
      expect(page).not.toContain("data-live");
      expect(page).toContain(">Newest<");
    }
    expect(seen.map(({ length }) => length)).toEqual([50, 200, 200]);
    expect(seen.flat()).toEqual(lines.map(([text]) => text));
  });

  test("without lines; with a pattern, a stream or a page that is none", async () => {
    const page = await console.show(groupPath(GROUP));
    expect(page).toContain("Nothing was logged yet.");
    expect(page).toContain("npx portcullis invoke print<");
    await call("CreateLogGroup", { logGroupName: "shop" });
    expect(await console.show(groupPath("shop"))).toContain("aws logs create-log-stream");
    expect(await console.show(groupPath(GROUP, { pattern: "{" }))).toContain("InvalidParameterException");
    expect(await console.show(groupPath(GROUP, { stream: "none" }))).toContain("ResourceNotFoundException");
    expect(await console.show(groupPath(GROUP, { before: "x" }))).toContain("There is no line.");
  });

  test("what was logged is text, whatever it is", async () => {
    await put("s", [[HOSTILE, 1_000]]);
    const page = await console.show(groupPath(GROUP, { pattern: HOSTILE.slice(0, 4) }));
    expect(page).not.toContain("<img");
    expect(page).not.toContain("\u202e");
    expect(await console.show(groupPath(GROUP))).toContain("&lt;img");
  });

  test("that is not there is AWS's refusal, also where another one's name begins so", async () => {
    for (const name of ["/aws/lambda", "none"]) {
      await expect(console.show(groupPath(name))).rejects.toMatchObject({
        code: "ResourceNotFoundException",
      });
    }
  });
});

describe("changing", () => {
  test("how long lines are kept, and back", async () => {
    const { notice } = await post("retention", { name: GROUP, days: "14" });
    expect(notice).toMatchObject({ verdict: "yes", text: "Lines are kept for 14 days." });
    expect(await console.show("logs")).toContain("14 days");
    const more = await post("retention", { name: GROUP, days: "30" });
    await console.post(more.notice.undo?.action ?? "", more.notice.undo?.fields ?? {});
    expect(await console.show("logs")).toContain("14 days");
    await console.post(notice.undo?.action ?? "", notice.undo?.fields ?? {});
    expect(await console.show("logs")).toContain("for ever");
    expect((await post("retention", { name: GROUP, days: "2" })).notice.verdict).toBe("no");
  });

  test("CON-8 deleting asks for the name", async () => {
    const wrong = await post("delete", { name: GROUP, typed: "print" });
    expect(wrong).toMatchObject({ to: groupPath(GROUP), notice: { verdict: "no" } });
    expect(await console.show("logs")).toContain(GROUP);
    const { to, notice } = await post("delete", { name: GROUP, typed: GROUP });
    expect({ to, verdict: notice.verdict }).toEqual({ to: "/_portcullis/logs", verdict: "yes" });
    expect(await console.show("logs")).toContain("There is no log group.");
  });
});
