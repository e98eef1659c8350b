import type { Trace, Why } from "../../../core/ports/trace.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import type { DomainRequest } from "./domain-request.ts";

/** One event for a request to the domain that did not go on. Neither query nor form is in it. */
export function traceRefusal(
  trace: Trace | undefined,
  { request, path, site }: DomainRequest,
  { why, response }: { readonly why: Why; readonly response: HttpResponse },
): void {
  const { username, client } = why.had ?? {};
  const who = username ?? client;
  trace?.record({
    request: request.requestId,
    service: "cognito-pages",
    operation: `${request.method} ${path}`,
    step: stepOf(path),
    verdict: response.status >= 500 ? "error" : "deny",
    why: { ...why, had: { pool: site.pool.id, ...why.had } },
    who: typeof who === "string" ? who : "anonymous",
    from: { ip: request.sourceIp, userAgent: request.headers["user-agent"] ?? "" },
    wire: { status: response.status, code: "", message: "" },
  });
}

/** `/oauth2/token` → `token`. */
function stepOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1) || "page";
}
