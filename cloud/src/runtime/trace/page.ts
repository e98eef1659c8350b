import type { People } from "../../core/ports/people.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { sharedAsText } from "./share.ts";
import { type Stories, type Story, tellStories } from "./story.ts";
import { openTraceStream } from "./stream.ts";
import type { TraceLog } from "./trace-log.ts";

export interface TracePageOptions {
  readonly log: TraceLog;
  readonly people: People;
}

const MOST_STORIES = 1_000;
const DEFAULT_STORIES = 20;

/**
 * `GET /_portcullis/trace`: stories as JSON, newest first, by `last`, `request` (the start of an id),
 * `verdict`, `service`, `person`, `q` (text) and `before` (a `seq`); `form=text` gives what may be
 * shared. With `Accept: text/event-stream` every new event as it comes [TRACE-3].
 */
export function createTracePage(options: TracePageOptions): (request: HttpRequest) => HttpResponse {
  return (request) => {
    if ((request.headers["accept"] ?? "").includes("text/event-stream")) {
      return openTraceStream(options, request.headers["last-event-id"]);
    }
    const query = new URLSearchParams(request.query);
    const last = Number(query.get("last") ?? DEFAULT_STORIES);
    if (!Number.isInteger(last) || last < 1 || last > MOST_STORIES) {
      return json(400, { message: `last must be a whole number from 1 to ${MOST_STORIES}.` });
    }
    const stories = tellStories(options.log.events(), options.people);
    const found = chosen(stories, query).slice(0, last);
    if (query.get("form") === "text") {
      return {
        status: 200,
        headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
        body: found.map(sharedAsText).join("\n"),
      };
    }
    return json(200, { lastDropped: options.log.lastDropped, stories: found });
  };
}

function chosen(stories: Stories, query: URLSearchParams): Story[] {
  const request = query.get("request");
  const before = Number(query.get("before") ?? Number.POSITIVE_INFINITY);
  const verdict = query.get("verdict");
  const service = query.get("service");
  const person = query.get("person");
  const text = query.get("q")?.toLowerCase();
  return (request === null ? stories.all : stories.find(request)).filter(
    (story) =>
      story.seq < before &&
      (verdict === null || verdict.split(",").includes(story.verdict)) &&
      (service === null || story.service === service) &&
      (person === null || story.who === person) &&
      (text === undefined ||
        `${story.operation} ${story.sentence} ${story.request}`.toLowerCase().includes(text)),
  );
}

function json(status: number, body: object): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    body: JSON.stringify(body),
  };
}
