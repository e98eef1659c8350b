import type { ApiInvocation } from "../invocation/api-invocation.ts";

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

/** JSON texts; a token of a thousand characters is escaped once for both. */
export interface EventHeaders {
  /** Last value of each name, in the casing of its last appearance. */
  readonly single: string;
  readonly multi: string;
}

/** Headers as the function sees them, in the client's casing. */
export function eventHeaders(invocation: ApiInvocation): EventHeaders {
  const values = new Map<string, string[]>();
  const raw = invocation.request.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const sent = raw[index] ?? "";
    const lower = sent.toLowerCase();
    if (DROPPED.has(lower) || OWN.has(lower)) continue;
    // APIGW-19: what proves who calls stays with who checked it.
    if (invocation.wasSigned && lower === "authorization") continue;
    add(values, CANONICAL.get(lower) ?? sent, raw[index + 1] ?? "");
  }
  addOwn(invocation, values);
  return textsOf(values);
}

function addOwn(invocation: ApiInvocation, values: Map<string, string[]>): void {
  const { request } = invocation;
  const forwarded = request.headers["x-forwarded-for"];
  const client = request.sourceIp;
  add(values, "X-Amzn-Trace-Id", invocation.traceRoot);
  add(values, "X-Forwarded-For", forwarded === undefined ? client : `${forwarded}, ${client}`);
  add(values, "X-Forwarded-Port", "443");
  add(values, "X-Forwarded-Proto", "https");
}

/** Keeps the JSON text of each value. */
function add(values: Map<string, string[]>, name: string, value: string): void {
  const text = JSON.stringify(value);
  const known = values.get(name);
  if (known === undefined) values.set(name, [text]);
  else known.push(text);
}

function textsOf(values: ReadonlyMap<string, readonly string[]>): EventHeaders {
  let single = "";
  let multi = "";
  for (const [name, texts] of values) {
    const comma = single === "" ? "" : ",";
    const key = JSON.stringify(name);
    single += `${comma}${key}:${texts.at(-1)}`;
    multi += `${comma}${key}:[${texts.join(",")}]`;
  }
  return { single: `{${single}}`, multi: `{${multi}}` };
}
