import type { Exchange } from "../exchange.ts";

/**
 * Request headers the gateway keeps for itself.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const DROPPED: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "keep-alive",
  "max-forwards",
  "proxy-authenticate",
  "proxy-connection",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
]);

/** APIGW-17: set by the gateway: what a client sent under these names is not handed on as its own. */
const OWN: ReadonlySet<string> = new Set([
  "x-amzn-trace-id",
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
]);

/** Some names arrive in AWS's casing whatever the client sent. */
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ["authorization", "Authorization"],
  ["host", "Host"],
  ["user-agent", "User-Agent"],
]);

export interface EventHeaders {
  /** Last value of each name, in the casing of its last appearance. */
  readonly single: Record<string, string>;
  readonly multi: Record<string, string[]>;
}

/** Headers as the function sees them, in the client's casing. */
export function eventHeaders(exchange: Exchange): EventHeaders {
  const single = Object.create(null) as Record<string, string>;
  const multi = Object.create(null) as Record<string, string[]>;
  const raw = exchange.request.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const sent = raw[index] ?? "";
    const lower = sent.toLowerCase();
    if (DROPPED.has(lower) || OWN.has(lower)) continue;
    add(single, multi, CANONICAL.get(lower) ?? sent, raw[index + 1] ?? "");
  }
  addOwn(exchange, single, multi);
  return { single, multi };
}

function addOwn(exchange: Exchange, single: Record<string, string>, multi: Record<string, string[]>): void {
  const { request } = exchange;
  const forwarded = request.headers["x-forwarded-for"];
  const client = request.sourceIp;
  add(single, multi, "X-Amzn-Trace-Id", exchange.traceRoot);
  add(single, multi, "X-Forwarded-For", forwarded === undefined ? client : `${forwarded}, ${client}`);
  add(single, multi, "X-Forwarded-Port", "443");
  add(single, multi, "X-Forwarded-Proto", "https");
}

function add(
  single: Record<string, string>,
  multi: Record<string, string[]>,
  name: string,
  value: string,
): void {
  single[name] = value;
  const values = multi[name];
  if (values === undefined) multi[name] = [value];
  else values.push(value);
}
