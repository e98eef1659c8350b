import { type HttpRequest, readBody } from "../../../../wire/http.ts";
import { MethodRefusal } from "../domain-request/refusals.ts";

const FORM_LIMIT_BYTES = 65_536;
const FORM_TYPE = "application/x-www-form-urlencoded";

/** Fields of a form body. Throws MethodRefusal for another content type, BodyTooLargeError beyond 64 KiB. */
export async function readForm(request: HttpRequest): Promise<URLSearchParams> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  // OAU-25: nothing but a form is read as one.
  if (type !== FORM_TYPE) throw new MethodRefusal();
  // OAU-26: and only a bounded one.
  const body = await readBody(request, FORM_LIMIT_BYTES);
  return new URLSearchParams(body.toString("utf8"));
}

/** The value of a parameter; one that was sent empty counts as left out (RFC 6749 §3.1). */
export function parameter(parameters: URLSearchParams, name: string): string | undefined {
  const value = parameters.get(name);
  return value === null || value === "" ? undefined : value;
}

/** Names that occur more than once. */
export function repeatedNames(parameters: URLSearchParams): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of parameters.keys()) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  return repeated;
}
