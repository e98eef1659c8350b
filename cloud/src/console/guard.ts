import { PAGES_HOST } from "../core/endpoints.ts";
import { CONSOLE_PATH } from "../web/paths.ts";
import type { HttpRequest, HttpResponse } from "../wire/http.ts";

/** CON-16: cookies know no ports: clouds that run beside each other have one each. */
const cookieName = (port: number): string => `portcullis-console-${port}`;

/** Nothing foreign is loaded, nothing runs but the console's own script, nobody frames it [CON-4]. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What a request may be before anything is looked up: led elsewhere, refused, or let on. */
export type Entry = { readonly to: string } | { readonly refused: string } | "open";

/**
 * CON-1, CON-3: the console is at a host of its own, which no page that this machine serves shares; it is
 * opened by people, and its forms are sent by its own pages.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function entryOf({ method, path, query, headers }: HttpRequest, port: number): Entry {
  const own = `${PAGES_HOST}:${port}`;
  const { origin, "sec-fetch-site": site, "sec-fetch-dest": dest } = headers;
  if ((headers["host"] ?? "").toLowerCase() !== own) {
    if (method !== "GET") return { refused: `The console is at http://${own}${CONSOLE_PATH}.` };
    return { to: `http://${own}${path}${query === "" ? "" : `?${query}`}` };
  }
  if (origin !== undefined && origin !== `http://${own}`) return { refused: FOREIGN };
  if (method !== "GET" && origin === undefined) return { refused: FOREIGN };
  if (site === "cross-site" || site === "same-site") {
    // A link in another page: it opens the console without its session, whose cookie stays away.
    return method === "GET" && dest === "document" ? "open" : { refused: FOREIGN };
  }
  return dest === "iframe" || dest === "frame" || dest === "embed" || dest === "object"
    ? { refused: FOREIGN }
    : "open";
}

const FOREIGN = "The console answers its own pages only.";

/** The secret of the session in the cookies of a request. */
export function sessionSecretOf({ headers }: Pick<HttpRequest, "headers">, port: number): string | undefined {
  for (const part of (headers["cookie"] ?? "").split(";")) {
    const [name = "", value = ""] = part.split("=", 2);
    if (name.trim() === cookieName(port)) return value.trim();
  }
  return undefined;
}

/** Another site's links and forms come without it, and scripts do not see it. */
export function sessionCookie(secret: string, port: number): string {
  return `${cookieName(port)}=${secret}; Path=${CONSOLE_PATH}; HttpOnly; SameSite=Strict`;
}

export function htmlResponse(
  status: number,
  body: string,
  headers: HttpResponse["headers"] = {},
): HttpResponse {
  return {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      // Forms name their origin, which browsers leave out under `no-referrer`.
      "Referrer-Policy": "same-origin",
      "Cache-Control": "no-store",
      ...headers,
    },
    body,
  };
}
