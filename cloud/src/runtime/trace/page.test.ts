import type { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { NO_PEOPLE } from "../../core/ports/people.ts";
import type { HttpRequest } from "../../wire/http.ts";
import { createTracePage } from "./page.ts";
import type { RingLimits } from "./ring.ts";
import type { Story } from "./story.ts";
import { aDenial, aLog, anEvent } from "./testing/events.ts";

function aPage(limits?: RingLimits) {
  const { log } = aLog(limits);
  const page = createTracePage({ log, people: NO_PEOPLE });
  const ask = (query: string, headers: Record<string, string> = {}) =>
    page({ method: "GET", path: "/_portcullis/trace", query, headers } as unknown as HttpRequest);
  const stories = (query: string): Story[] => JSON.parse(String(ask(query).body)).stories;
  return { log, ask, stories };
}

describe("the trace page", () => {
  it("gives stories newest first, by number, id, verdict, service, person, text and age", () => {
    const { log, stories } = aPage();
    log.record(anEvent({ request: "aaaa", operation: "GET /a", who: "eve" }));
    log.record(aDenial({ request: "bbbb", operation: "GET /b" }));
    log.record(anEvent({ request: "cccc", service: "s3", operation: "GetObject" }));

    const ids = (query: string) => stories(query).map(({ request }) => request);

    expect(ids("")).toEqual(["cccc", "bbbb", "aaaa"]);
    expect(ids("last=1")).toEqual(["cccc"]);
    expect(ids("request=BB")).toEqual(["bbbb"]);
    expect(ids("verdict=deny,error")).toEqual(["bbbb"]);
    expect(ids("service=s3")).toEqual(["cccc"]);
    expect(ids("person=eve")).toEqual(["aaaa"]);
    expect(ids("q=needs+a+token")).toEqual(["bbbb"]);
    expect(ids("before=3")).toEqual(["bbbb", "aaaa"]);
  });

  it("refuses what is no number, and gives text that may be shared", () => {
    const { log, ask } = aPage();
    log.record(aDenial());

    expect(["last=0", "last=x", "last=1001"].map((query) => ask(query).status)).toEqual([400, 400, 400]);
    expect(String(ask("form=text").body)).toContain("Refused with 401 by authorize.");
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

    const response = ask("", STREAM);
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

    const resumed = await read(ask("", { ...STREAM, "last-event-id": "3" }).body, 2);
    const late = await read(ask("", { ...STREAM, "last-event-id": "1" }).body, 4);

    expect(resumed.map((message) => message.split("\n")[0])).toEqual(["retry: 1000", "id: 4"]);
    expect(late[1]).toBe('event: gap\ndata: {"after":1,"until":2}');
    expect(late.slice(2).map((message) => message.split("\n")[0])).toEqual(["id: 3", "id: 4"]);
  });

  it("lets a reader go that does not read; nobody waits for it", () => {
    const { log, ask } = aPage();
    const { body } = ask("", STREAM);

    for (let index = 0; index < 3_000; index += 1) log.record(aDenial({ operation: "x ".repeat(200) }));

    expect((body as Readable).destroyed).toBe(true);
    expect(log.refusals().at(-1)?.seq).toBe(3_000);
  });
});
