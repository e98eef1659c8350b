import type { Mailbox, StoredMessage } from "../../core/ports/mailbox.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { json } from "./json-page.ts";

/** What a caller asks of the mailbox: `?limit=`, `?after=<id>`, `?to=<address>` and `?wait=<seconds>`. */
interface Question {
  readonly limit: number;
  /** Id of a message; 0 for those from the first one on. */
  readonly after: number;
  /** Of all addresses unless given. */
  readonly to: string | undefined;
  readonly waitSeconds: number;
}

/** Clients and proxies give up after a minute. */
const MAX_WAIT_SECONDS = 60;
/** As many as are kept. */
const MAX_LIMIT = 1_000;

/**
 * Messages, newest first: `after` leaves out that message and older ones, `wait` holds the answer back
 * until there is one to show, for so many seconds at most.
 */
export function showMailbox(mailbox: Mailbox, request: HttpRequest): Promise<HttpResponse> | HttpResponse {
  const question = read(new URLSearchParams(request.query));
  if (typeof question === "string") return json(400, { message: question });
  const found = find(mailbox, question);
  if (found.length > 0 || question.waitSeconds === 0) return json(200, { messages: found });
  return nextDelivery(mailbox, question).then(() => json(200, { messages: find(mailbox, question) }));
}

/**
 * Takes messages away: those that `after` and `to` choose, all of them without either.
 * @returns 200 without messages, 400 for a question that is none
 */
export function emptyMailbox(mailbox: Mailbox, request: HttpRequest): HttpResponse {
  const query = new URLSearchParams(request.query);
  const question = read(query);
  if (typeof question === "string") return json(400, { message: question });
  const isChosen = query.has("after") || query.has("to");
  mailbox.clear(isChosen ? find(mailbox, { ...question, limit: MAX_LIMIT }).map(({ id }) => id) : undefined);
  return json(200, { messages: [] });
}

function read(query: URLSearchParams): Question | string {
  const limit = numberIn(query.get("limit") ?? "100", 1, MAX_LIMIT);
  const after = numberIn(query.get("after") ?? "0", 0, Number.MAX_SAFE_INTEGER);
  const waitSeconds = numberIn(query.get("wait") ?? "0", 0, MAX_WAIT_SECONDS);
  if (limit === undefined) return "limit must be a whole number from 1 to 1000.";
  if (after === undefined) return "after must be the id of a message.";
  if (waitSeconds === undefined) return "wait must be a whole number of seconds from 0 to 60.";
  return { limit, after, to: query.get("to") ?? undefined, waitSeconds };
}

function numberIn(text: string, lowest: number, highest: number): number | undefined {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= lowest && number <= highest ? number : undefined;
}

function find(mailbox: Mailbox, { limit, after, to }: Question): StoredMessage[] {
  // Those to one address may lie below any number of others.
  const messages = mailbox.list(to === undefined ? limit : MAX_LIMIT);
  return messages
    .filter(({ id, destination }) => Number(id) > after && (to === undefined || destination === to))
    .slice(0, limit);
}

/** Ends at the next message that may be shown, or when the time is over. */
function nextDelivery(mailbox: Mailbox, { to, waitSeconds }: Question): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      end();
      resolve();
    };
    const end = mailbox.subscribe(({ destination }) => {
      if (to === undefined || destination === to) finish();
    });
    // A cloud that is closed does not wait for those who wait for a message.
    const timer = setTimeout(finish, waitSeconds * 1000).unref();
  });
}
