import type { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { NO_PEOPLE } from "../core/ports/people.ts";
import type { HttpRequest } from "../wire/http.ts";
import { createTracePage } from "./page.ts";
import type { RingLimits } from "./ring.ts";
import type { Story } from "./story.ts";
import { aDenial, aLog, anEvent } from "./testing/events.ts";

function aPage(limits?: RingLimits) {
  const { log, probes } = aLog(limits);
  const page = createTracePage({ log, people: NO_PEOPLE });
  const ask = (query: string, headers: Record<string, string> = {}) =>
    page({ method: "GET", path: "/_portcullis/trace", query, headers } as unknown as HttpRequest);
  const stories = async (query: string): Promise<Story[]> =>
    JSON.parse(String((await ask(query)).body)).stories;
  return { log, probes, ask, stories };
}

describe("the trace page", () => {
  it("gives stories newest first, by number, id, verdict, service, person, text and age", async () => {
    const { log, stories } = aPage();
    log.record(anEvent({ request: "aaaa", operation: "GET /a", who: "eve" }));
    log.record(aDenial({ request: "bbbb", operation: "GET /b" }));
    log.record(anEvent({ request: "cccc", service: "s3", operation: "GetObject" }));

    const ids = async (query: string) => (await stories(query)).map(({ request }) => request);

    expect(await ids("")).toEqual(["cccc", "bbbb", "aaaa"]);
    expect(await ids("last=1")).toEqual(["cccc"]);
    expect(await ids("request=BB")).toEqual(["bbbb"]);
    expect(await ids("verdict=deny,error")).toEqual(["bbbb"]);
    expect(await ids("service=s3")).toEqual(["cccc"]);
    expect(await ids("person=eve")).toEqual(["aaaa"]);
    expect(await ids("q=needs+a+token")).toEqual(["bbbb"]);
    expect(await ids("before=3")).toEqual(["bbbb", "aaaa"]);
  });

  it("gives pages: next is the before of the next one, until there is none", async () => {
    const { log, ask } = aPage();
    for (const request of ["a", "b", "c", "d", "e"]) log.record(anEvent({ request }));

    const seen: string[][] = [];
    let before = "";
    for (let pages = 0; pages < 4 && before !== "end"; pages += 1) {
      const { stories, next } = JSON.parse(String((await ask(`limit=2${before}`)).body));
      seen.push(stories.map(({ request }: Story) => request));
      before = next === undefined ? "end" : `&before=${next}`;
    }

    expect(seen).toEqual([["e", "d"], ["c", "b"], ["a"]]);
    expect(before).toBe("end");
  });

  it("TRACE-8 what this cloud's own tools ask can be left out; a command that is refused, or causes it, never is", async () => {
    const { log, probes, stories } = aPage();
    probes.begin("read", "command");
    probes.begin("no", "command");
    probes.begin("run", "command");
    probes.begin("tried", "audit");
    log.record(anEvent({ request: "mine", operation: "DescribeStacks" }));
    log.record(anEvent({ request: "read", operation: "DescribeStacks" }));
    log.record(aDenial({ request: "no" }));
    log.record(aDenial({ request: "of the function", parent: "run" }));
    log.record(anEvent({ request: "run", operation: "Invoke" }));
    log.record(aDenial({ request: "tried" }));

    const ids = async (query: string) => (await stories(query)).map(({ request }) => request);

    expect(await ids("probes=none")).toEqual(["run", "no", "mine"]);
    expect(await ids("probes=only")).toEqual(["tried", "read"]);
    expect(await ids("")).toHaveLength(5);
  });

  it("finds a story by what it caused", async () => {
    const { log, stories } = aPage();
    log.record(anEvent({ request: "api" }));
    log.record(aDenial({ request: "run", parent: "api", service: "s3", operation: "GetObject" }));
    log.record(anEvent({ request: "other" }));

    expect((await stories("service=s3")).map(({ request }) => request)).toEqual(["api"]);
    expect((await stories("q=getobject")).map(({ request }) => request)).toEqual(["api"]);
  });

  it.each([
    ["limit=0", "limit must be a whole number from 1 to 1000."],
    ["last=x", "last must be a whole number from 1 to 1000."],
    ["last=1001", "last must be a whole number from 1 to 1000."],
    ["last=1e2", "last must be a whole number from 1 to 1000."],
    ["limit=1&last=1", "limit and last mean the same: give one."],
    ["before=-1", "before must be the seq of an event: a whole number from 1."],
    ["before=9007199254740993", "before must be the seq of an event: a whole number from 1."],
    ["verdict=no", "verdict must be of allow, deny, error, skip, with commas between several."],
    ["verdict=deny,", "verdict must be of allow, deny, error, skip, with commas between several."],
    ["service=S3", "service must be a name as events have it, such as execute-api or cognito-idp."],
    ["person=", "person is empty."],
    ["probes=1", "probes must be only or none."],
    [`q=${"x".repeat(257)}`, "q is longer than 256 characters."],
    ["q=a&q=b", "q is given more than once."],
    ["form=html", "form must be json or text."],
    [
      "__proto__=x",
      "There is no filter of that name; there are limit, last, before, request, verdict, service, person, probes, q, form.",
    ],
  ])("refuses %s", async (query, message) => {
    const { status, body } = await aPage().ask(query);

    expect([status, JSON.parse(String(body))]).toEqual([400, { message }]);
  });

  it("gives text that may be shared", async () => {
    const { log, ask } = aPage();
    log.record(aDenial());

    expect(String((await ask("form=text")).body)).toContain("Refused with 401 by the authorizer.");
  });
});

async function read(body: unknown, messages: number): Promise<string[]> {
  const read: string[] = [];
  let text = "";
  for await (const chunk of body as Readable) {
    text += String(chunk);
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    read.push(...parts);
    if (read.length >= messages) break;
  }
  return read;
}

describe("TRACE-3 the stream of events", () => {
  const STREAM = { accept: "text/event-stream" };

  it("sends new events with their sentence, and ends its listening with the reader", async () => {
    const { log, ask } = aPage();

    const response = await ask("", STREAM);
    log.record(aDenial());
    const [, event = ""] = await read(response.body, 2);
    log.record(aDenial());

    expect(response.headers["Content-Type"]).toBe("text/event-stream");
    expect(event).toMatch(/^id: 1\ndata: \{.*"sentence":"nobody asked for GET \/x; it needs a token/);
    expect((response.body as Readable).destroyed).toBe(true);
  });

  it("goes on after the last event a reader had, and says so when some are gone", async () => {
    const { log, ask } = aPage({ count: 2, bytes: 1_000_000 });
    for (let index = 0; index < 4; index += 1) log.record(anEvent());

    const resumed = await read((await ask("", { ...STREAM, "last-event-id": "3" })).body, 2);
    const late = await read((await ask("", { ...STREAM, "last-event-id": "1" })).body, 4);

    expect(resumed.map((message) => message.split("\n")[0])).toEqual(["retry: 1000", "id: 4"]);
    expect(late[1]).toBe('event: gap\ndata: {"after":1,"until":2}');
    expect(late.slice(2).map((message) => message.split("\n")[0])).toEqual(["id: 3", "id: 4"]);
  });

  it("lets a reader go that does not read; nobody waits for it", async () => {
    const { log, ask } = aPage();
    const { body } = await ask("", STREAM);

    for (let index = 0; index < 3_000; index += 1) log.record(aDenial({ operation: "x ".repeat(200) }));

    expect((body as Readable).destroyed).toBe(true);
    expect(log.refusals().at(-1)?.seq).toBe(3_000);
  });
});
