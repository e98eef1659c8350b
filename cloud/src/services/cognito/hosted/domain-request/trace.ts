import type { Trace, TraceEvent } from "../../../../core/ports/trace.ts";
import type { Why } from "../../../../core/why.ts";
import type { HttpResponse } from "../../../../wire/http.ts";
import type { DomainRequest } from "./domain-request.ts";

interface Outcome {
  /** Undefined when the request went on and there is nothing more to say. */
  readonly why: Why | undefined;
  readonly response: HttpResponse;
  readonly ms: number;
}

/** One event for a request to the domain. Neither query nor form is in it. */
export function tracePage(
  trace: Trace | undefined,
  domainRequest: DomainRequest,
  { why, response: { status }, ms }: Outcome,
): void {
  const common = { ...commonOf(domainRequest), ms };
  if (why === undefined) {
    if (status < 400 && !SILENT.has(domainRequest.path)) trace?.record({ ...common, verdict: "allow" });
    return;
  }
  if (why.reason === "tokens-issued") {
    trace?.record({ ...common, verdict: "allow", ...aboutPerson(domainRequest, why) });
    return;
  }
  trace?.record({
    ...common,
    verdict: status >= 500 ? "error" : "deny",
    ...aboutPerson(domainRequest, why),
    wire: { status, code: "", message: "" },
  });
}

/** A code that was asked for and not sent: known only after the page has answered. */
export function traceUnsent(trace: Trace | undefined, domainRequest: DomainRequest, why: Why): void {
  trace?.record({ ...commonOf(domainRequest), ms: 0, verdict: "skip", ...aboutPerson(domainRequest, why) });
}

/** Browsers ask every host for these. */
const SILENT: ReadonlySet<string> = new Set(["/favicon.ico"]);

function commonOf({ request, path }: DomainRequest) {
  return {
    request: request.requestId,
    service: "cognito-pages",
    operation: `${request.method} ${path}`,
    step: stepOf(path),
  };
}

function aboutPerson({ request, site }: DomainRequest, why: Why): Pick<TraceEvent, "why" | "who" | "from"> {
  const { username, client } = why.had ?? {};
  const who = username ?? client;
  return {
    why: { ...why, had: { pool: site.pool.id, ...why.had } },
    who: typeof who === "string" ? who : "anonymous",
    from: { ip: request.sourceIp, userAgent: request.headers["user-agent"] ?? "" },
  };
}

/** `/oauth2/token` → `token`. */
function stepOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1) || "page";
}
