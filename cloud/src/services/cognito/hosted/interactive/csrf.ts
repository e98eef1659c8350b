import { createHash, timingSafeEqual } from "node:crypto";
import type { DomainRequest } from "../domain-request/domain-request.ts";
import { XSRF_COOKIE } from "../http/headers.ts";

const OWN_SITE: ReadonlySet<string> = new Set(["same-origin", "none"]);

/**
 * OAU-70: a form counts only when it comes from a page of this domain: the token in the form is
 * the one in the cookie, made here for this session, and a browser that says where the request
 * started, by `Sec-Fetch-Site` or `Origin`, says it started here.
 */
export function isOwnForm(domainRequest: DomainRequest, form: URLSearchParams): boolean {
  const { request, cookies, xsrfToken } = domainRequest;
  const startedAt = request.headers["sec-fetch-site"];
  if (startedAt !== undefined && !OWN_SITE.has(startedAt)) return false;
  if (!startsHere(domainRequest)) return false;
  const cookie = cookies.get(XSRF_COOKIE);
  const field = form.get("_csrf");
  // A cookie that was not made here has been replaced by a new token.
  if (cookie !== xsrfToken || field === null) return false;
  return timingSafeEqual(digest(cookie), digest(field));
}

/** An origin names the port, too: another one of this machine may have planted the cookie. */
function startsHere({ request: { headers }, site }: DomainRequest): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return origin === `http://${host}` || origin === `https://${host}` || origin === site.publicOrigin;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
