import { Readable } from "node:stream";
import { CONSOLE_CAUSE } from "../core/ports/causes.ts";
import type { Mailbox } from "../core/ports/mailbox.ts";
import type { TraceLog } from "../trace/trace-log.ts";
import type { HttpResponse } from "../wire/http.ts";
import type { BrowserSession } from "./sessions.ts";

const SIGN_OF_LIFE_MS = 1_000;

/**
 * Tells an open page at most once a second that something happened, or that nothing did: the page
 * fetches itself anew, so a thousand requests a second cost as much as one.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function openLive(log: TraceLog, mailbox: () => Mailbox, session: BrowserSession): HttpResponse {
  const stream = new Readable({ read: () => undefined });
  let changed = false;
  const note = (): void => {
    changed = true;
  };
  const stopLog = log.listen((event) => {
    if (event.parent !== CONSOLE_CAUSE) changed = true;
  });
  const stopMail = mailbox().subscribe(note);
  const stopSession = session.listen(note);
  const beat = setInterval(() => {
    // Nobody waits for a browser that does not read.
    if (stream.readableLength > 65_536) stream.destroy();
    else stream.push(changed ? "event: changed\ndata: 1\n\n" : "event: alive\ndata: 1\n\n");
    changed = false;
  }, SIGN_OF_LIFE_MS);
  beat.unref();
  stream.push("retry: 1000\n\n");
  stream.on("close", () => {
    clearInterval(beat);
    stopLog();
    stopMail();
    stopSession();
  });
  return {
    status: 200,
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" },
    body: stream,
  };
}
