import type { Site } from "../domain-request/domain-request.ts";

/** Cookies of a request; of a repeated name the first counts, as browsers send the closest path first. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? "").split(/[;,]/)) {
    const mark = part.indexOf("=");
    if (mark <= 0) continue;
    const name = part.slice(0, mark).trim();
    if (!cookies.has(name)) cookies.set(name, part.slice(mark + 1).trim());
  }
  return cookies;
}

/**
 * OAU-55: a cookie for this domain alone, out of the reach of scripts and of other sites' forms. `Secure` is left out over plain http, where browsers other than
 * Chromium would drop the cookie.
 * @param maxAgeSeconds left out: until the browser closes; 0 clears the cookie
 */
export function siteCookie(site: Site, name: string, value: string, maxAgeSeconds?: number): string {
  const parts = [`${name}=${value}`, `Path=${site.basePath === "" ? "/" : site.basePath}`];
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${maxAgeSeconds}`);
  if (site.secure) parts.push("Secure");
  parts.push("HttpOnly", "SameSite=Lax");
  return parts.join("; ");
}
