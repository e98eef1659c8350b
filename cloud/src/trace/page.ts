import type { People } from "../core/ports/people.ts";
import type { HttpRequest, HttpResponse } from "../wire/http.ts";
import { filterTrace } from "./filter.ts";
import { parseTraceQuery } from "./filter-query.ts";
import type { LoadPlaces } from "./places/place.ts";
import { sharedAsText } from "./share.ts";
import { openTraceStream } from "./stream.ts";
import type { TraceLog } from "./trace-log.ts";

export interface TracePageOptions {
  readonly log: TraceLog;
  readonly people: People;
  readonly places?: LoadPlaces;
}

/**
 * `GET /_portcullis/trace`: stories as JSON, newest first, by the filters of `filter-query.ts`; `next` is
 * the `before` of the next page. `form=text` gives what may be shared. With `Accept: text/event-stream`
 * every new event as it comes [TRACE-3].
 */
export function createTracePage(options: TracePageOptions): (request: HttpRequest) => Promise<HttpResponse> {
  return async (request) => {
    if ((request.headers["accept"] ?? "").includes("text/event-stream")) {
      return openTraceStream(options, request.headers["last-event-id"]);
    }
    const query = parseTraceQuery(new URLSearchParams(request.query));
    if ("problem" in query) return json(400, { message: query.problem });
    const { log, people, places } = options;
    const surroundings = places === undefined ? { people } : { people, places: (await places())() };
    const part = filterTrace(log.events(), surroundings, query.filter);
    if (query.form === "json") return json(200, { lastDropped: log.lastDropped, ...part });
    return {
      status: 200,
      headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
      body: part.stories.map(sharedAsText).join("\n"),
    };
  };
}

function json(status: number, body: object): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    body: JSON.stringify(body),
  };
}
