import type { HttpRequest } from "./http.ts";

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** True for a browser; programs with cookies of their own say neither. */
export function isBrowser({ headers }: Pick<HttpRequest, "headers">): boolean {
  return headers["sec-fetch-site"] !== undefined || (headers["user-agent"] ?? "").startsWith("Mozilla/");
}

/**
 * The port, with its colon, of a browser that opens a page under a name that everything on this machine
 * shares, and that finds `*.localhost` by itself. Undefined for programs, for forms, under other names,
 * and for Safari, which does not know those hosts in each of its versions.
 */
export function sharedNavigation({ method, headers }: Pick<HttpRequest, "method" | "headers">) {
  const port = LOCAL_HOST.exec(headers["host"] ?? "");
  if (port === null || method !== "GET" || headers["sec-fetch-mode"] !== "navigate") return undefined;
  return isSafari(headers["user-agent"] ?? "") ? undefined : { port: port[1] ?? "" };
}

function isSafari(userAgent: string): boolean {
  return /\bSafari\//.test(userAgent) && !/\b(?:Chrome|Chromium|HeadlessChrome)\//.test(userAgent);
}
