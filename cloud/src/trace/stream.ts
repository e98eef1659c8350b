import { Readable } from "node:stream";
import type { People } from "../core/ports/people.ts";
import type { HttpResponse } from "../wire/http.ts";
import type { KeptEvent } from "./kept-event.ts";
import { explain } from "./sentences/index.ts";
import type { TraceLog } from "./trace-log.ts";

export interface StreamOptions {
  readonly log: TraceLog;
  readonly people: People;
}

/** A reader that is this far behind is let go; it comes back with the number of its last event. */
const MOST_UNREAD_BYTES = 1_048_576;
const SIGN_OF_LIFE_MS = 15_000;

/**
 * Every new event as server-sent events: `id` is its `seq`, `data` the event with its sentence. With
 * `Last-Event-ID` what came since is sent first, after a `gap` when some of it had to make room.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function openTraceStream(
  { log, people }: StreamOptions,
  lastEventId: string | undefined,
): HttpResponse {
  const stream = new Readable({ read: () => undefined });
  const send = (text: string): void => {
    // Nobody waits for a slow reader [TRACE-3].
    if (stream.readableLength > MOST_UNREAD_BYTES) stream.destroy();
    else stream.push(text);
  };
  const show = (event: KeptEvent): void => send(message(event, people));
  const last = /^\d{1,15}$/.test(lastEventId ?? "") ? Number(lastEventId) : undefined;
  send("retry: 1000\n\n");
  if (last !== undefined) {
    if (log.lastDropped > last) send(`event: gap\ndata: {"after":${last},"until":${log.lastDropped}}\n\n`);
    for (const event of log.events(last)) show(event);
  }
  const stop = log.listen(show);
  const life = setInterval(() => send(": alive\n\n"), SIGN_OF_LIFE_MS);
  life.unref();
  stream.on("close", () => {
    stop();
    clearInterval(life);
  });
  return {
    status: 200,
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" },
    body: stream,
  };
}

function message(event: KeptEvent, people: People): string {
  const isPlain = event.verdict === "allow" && event.why === undefined;
  const data = isPlain ? event : { ...event, ...explain(event, people) };
  return `id: ${event.seq}\ndata: ${JSON.stringify(data)}\n\n`;
}
