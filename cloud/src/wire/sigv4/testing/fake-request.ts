import { Readable } from "node:stream";
import type { HttpRequest } from "../../http.ts";

/** A request as the server would have parsed it. */
export function fakeRequest(
  parts: { readonly method?: string; readonly path?: string; readonly query?: string },
  headers: readonly (readonly [string, string])[],
): HttpRequest {
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) {
    const earlier = joined[name.toLowerCase()];
    joined[name.toLowerCase()] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  return {
    method: parts.method ?? "GET",
    path: parts.path ?? "/",
    query: parts.query ?? "",
    headers: joined,
    rawHeaders: headers.flat(),
    stream: Readable.from([]),
    sourceIp: "127.0.0.1",
    requestId: "00000000-0000-4000-8000-000000000000",
  };
}
