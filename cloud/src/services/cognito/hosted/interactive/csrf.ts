import { createHash, timingSafeEqual } from "node:crypto";
import type { DomainRequest } from "../domain-request.ts";
import { XSRF_COOKIE } from "../http/headers.ts";

const OWN_SITE: ReadonlySet<string> = new Set(["same-origin", "none"]);

/**
 * OAU-70: a form counts only when it comes from a page of this domain: the token in the form is
 * the one in the cookie, and a browser that says where the request started says it started here.
 */
export function isOwnForm({ request, cookies }: DomainRequest, form: URLSearchParams): boolean {
  const startedAt = request.headers["sec-fetch-site"];
  if (startedAt !== undefined && !OWN_SITE.has(startedAt)) return false;
  const cookie = cookies.get(XSRF_COOKIE);
  const field = form.get("_csrf");
  if (cookie === undefined || cookie === "" || field === null) return false;
  return timingSafeEqual(digest(cookie), digest(field));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
