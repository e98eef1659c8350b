import { Readable } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import type { Mailbox, StoredMessage } from "../../core/ports/mailbox.ts";
import type { HttpResponse } from "../../wire/http.ts";
import { emptyMailbox, showMailbox } from "./mailbox-page.ts";

const messageOf = (id: string): StoredMessage => {
  const [number = "", destination = ""] = id.split(" ");
  return { id: number, destination } as StoredMessage;
};

/** `id` or `id address` of each, newest first. */
function mailboxOf(...ids: string[]) {
  const stored = ids.map(messageOf);
  const listeners = new Set<(message: StoredMessage) => void>();
  const mailbox: Mailbox = {
    deliver: () => undefined,
    list: (limit) => stored.slice(0, limit),
    count: () => 0,
    clear: () => undefined,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const deliver = (id: string): void => {
    stored.unshift(messageOf(id));
    for (const listener of listeners) listener(messageOf(id));
  };
  return { mailbox, deliver, listeners };
}

const requestOf = (query: string) => ({
  method: "GET",
  path: "/_portcullis/mailbox",
  query,
  headers: {},
  rawHeaders: [],
  stream: Readable.from([]),
  sourceIp: "127.0.0.1",
  requestId: "r",
});
const ask = async (mailbox: Mailbox, query: string): Promise<HttpResponse> =>
  showMailbox(mailbox, requestOf(query));
const idsOf = ({ body }: HttpResponse): string[] =>
  JSON.parse(String(body)).messages.map(({ id }: StoredMessage) => id);

describe("the page of the mailbox", () => {
  test.each([
    ["", undefined, 200],
    ["to=a@example.com", ["12", "9"], 200],
    ["to=a@example.com&after=9", ["12"], 200],
    ["after=11", ["12"], 200],
    ["to=nobody@example.com", [], 200],
    ["to=a@example.com&after=x", "untouched", 400],
  ])("AUDIT-12 DELETE ?%s takes away %j", (query, ids, status) => {
    const { mailbox } = mailboxOf("12 a@example.com", "11 b@example.com", "9 a@example.com");
    const clear = vi.fn();

    expect(emptyMailbox({ ...mailbox, clear }, requestOf(query)).status).toBe(status);
    expect(clear.mock.calls).toEqual(ids === "untouched" ? [] : [[ids]]);
  });

  test.each([
    ["", ["12", "11", "9"]],
    ["after=9", ["12", "11"]],
    ["after=9&limit=1", ["12"]],
    ["after=9&wait=60", ["12", "11"]],
    ["after=12", []],
  ])("?%s shows %j", async (query, ids) => {
    const { mailbox } = mailboxOf("12", "11", "9");

    expect(idsOf(await ask(mailbox, query))).toEqual(ids);
  });

  test.each([
    ["to=eve@x.de&limit=1", ["7"]],
    ["to=eve@x.de", ["7", "5"]],
    ["to=eve@x.de&after=5", ["7"]],
    ["to=adam@x.de", []],
  ])("?%s looks below the messages to others and shows %j", async (query, ids) => {
    const { mailbox } = mailboxOf("9 a@x.de", "8 b@x.de", "7 eve@x.de", "5 eve@x.de");

    expect(idsOf(await ask(mailbox, query))).toEqual(ids);
  });

  test("waits for a message to the address, and for none to another", async () => {
    const { mailbox, deliver } = mailboxOf();
    const answer = ask(mailbox, "to=eve@x.de&wait=60");

    deliver("1 adam@x.de");
    await new Promise(setImmediate);
    deliver("2 eve@x.de");

    expect(idsOf(await answer)).toEqual(["2"]);
  });

  test("waits for the next message where there is none to show", async () => {
    const { mailbox, deliver, listeners } = mailboxOf("1");
    const answer = ask(mailbox, "after=1&wait=60");

    deliver("2");

    expect(idsOf(await answer)).toEqual(["2"]);
    expect(listeners.size).toBe(0);
  });

  test("answers an empty list when the time is over", async () => {
    vi.useFakeTimers();
    const { mailbox, listeners } = mailboxOf();
    const answer = ask(mailbox, "wait=5");
    const early = await Promise.race([answer, Promise.resolve("waits")]);

    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();

    expect(early).toBe("waits");
    expect(idsOf(await answer)).toEqual([]);
    expect(listeners.size).toBe(0);
  });

  test.each(["after=x", "after=-1", "after=", "wait=61", "wait=1.5", "wait=", "limit=1e2"])(
    "?%s is refused",
    async (query) => {
      expect((await ask(mailboxOf().mailbox, query)).status).toBe(400);
    },
  );
});
