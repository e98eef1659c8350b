import type { HttpRequest } from "../../../../wire/http.ts";

const LOOPBACK = /^(?:::1|127(?:\.\d{1,3}){3})$/;

/**
 * OAU-55: whether the browser speaks TLS: to the proxy whose address was given, or to one on this
 * machine that says so.
 */
export function securityOf(
  { headers, sourceIp }: Pick<HttpRequest, "headers" | "sourceIp">,
  publicUrl: string | undefined,
): { readonly secure: boolean; readonly publicOrigin: string | undefined } {
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isPublic = url !== undefined && headers["host"]?.toLowerCase() === url.host;
  const isForwarded = LOOPBACK.test(sourceIp) && headers["x-forwarded-proto"] === "https";
  return { secure: isForwarded || (isPublic && url.protocol === "https:"), publicOrigin: url?.origin };
}
