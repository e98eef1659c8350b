import type { HttpResponse } from "../../../../wire/http.ts";
import { CORS_HEADERS } from "./headers.ts";

type Cookies = readonly string[];

export function redirect(location: string, cookies: Cookies = []): HttpResponse {
  return { status: 302, headers: { Location: location, "Set-Cookie": [...cookies] } };
}

/** Parameters go behind what the address already has: `?` or `&`, or after `#`. */
export function redirectWith(
  address: string,
  parameters: Readonly<Record<string, string>>,
  options: { readonly fragment?: boolean; readonly cookies?: Cookies } = {},
): HttpResponse {
  const encoded = new URLSearchParams(parameters).toString();
  const mark = options.fragment === true ? "#" : address.includes("?") ? "&" : "?";
  return redirect(`${address}${mark}${encoded}`, options.cookies);
}

export function json(status: number, document: object, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/json;charset=UTF-8", ...CORS_HEADERS, ...headers },
    body: JSON.stringify(document),
  };
}

/**
 * Scripts and styles come from this domain only. There is no `form-action`: browsers apply it to
 * the redirects behind a form as well, and those lead to whatever address an app has registered.
 * @see https://www.w3.org/TR/CSP3/#directive-form-action
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function html(status: number, document: string, cookies: Cookies = []): HttpResponse {
  return {
    status,
    headers: {
      "Content-Type": "text/html;charset=UTF-8",
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
      "Set-Cookie": [...cookies],
    },
    body: document,
  };
}

export const emptyResponse = (status: number): HttpResponse => ({ status, headers: {} });
