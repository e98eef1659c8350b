import type { HttpResponse } from "../../../../../wire/http.ts";
import { isBinary } from "../../../shared/events/binary.ts";
import type { Exchange } from "../exchange.ts";
import { REFUSALS, refuse } from "../refusal.ts";
import { baseHeaders, isHeaderName, isHeaderValue, type ResponseHeaders, wireValue } from "./headers.ts";

/** The keys of a proxy response; any other makes the answer malformed. */
const KEYS: ReadonlySet<string> = new Set([
  "statusCode",
  "headers",
  "multiValueHeaders",
  "body",
  "isBase64Encoded",
]);

/** Names the gateway keeps for itself: the function's value travels under another name. */
const REMAPPED: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "content-md5",
  "date",
  "max-forwards",
  "server",
  "user-agent",
  "www-authenticate",
]);

/** Framing belongs to the gateway; its own ids cannot be forged. */
const IGNORED: ReadonlySet<string> = new Set([
  "content-length",
  "transfer-encoding",
  "x-amz-apigw-id",
  "x-amzn-requestid",
]);

interface ProxyResponse {
  readonly status: number;
  /** Lower-case name → name as written and values. */
  readonly headers: ReadonlyMap<string, { readonly name: string; readonly values: string[] }>;
  readonly body: string;
  readonly base64: boolean;
}

/**
 * Turns what a function returned into the HTTP answer.
 * @throws GatewayRefusal 502 for anything that is no proxy response
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function fromProxyResponse(exchange: Exchange, payload: Buffer): HttpResponse {
  const response = parseProxyResponse(payload);
  const headers: ResponseHeaders = { "Content-Type": "application/json", ...baseHeaders(exchange) };
  for (const [lower, { name, values }] of response.headers) {
    if (IGNORED.has(lower)) continue;
    if (lower === "content-type") delete headers["Content-Type"];
    const sent = REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name;
    const [first = ""] = values;
    headers[sent] = values.length === 1 ? first : values;
  }
  return { status: response.status, headers, body: bodyOf(exchange, response) };
}

function bodyOf(exchange: Exchange, response: ProxyResponse): string | Buffer {
  if (!response.base64) return response.body;
  const { binaryMediaTypes } = exchange.stage;
  if (!isBinary(binaryMediaTypes, exchange.request.headers["accept"])) return response.body;
  return Buffer.from(response.body, "base64");
}

function parseProxyResponse(payload: Buffer): ProxyResponse {
  const answer = parseObject(payload);
  const keys = Object.keys(answer);
  if (keys.length === 0 || keys.some((key) => !KEYS.has(key))) throw malformed();
  const { body, isBase64Encoded } = answer;
  if (body !== undefined && body !== null && typeof body !== "string") throw malformed();
  if (isBase64Encoded !== undefined && isBase64Encoded !== null && typeof isBase64Encoded !== "boolean") {
    throw malformed();
  }
  return {
    status: statusOf(answer["statusCode"]),
    headers: headersOf(answer),
    body: body ?? "",
    base64: isBase64Encoded === true,
  };
}

function parseObject(payload: Buffer): Record<string, unknown> {
  let answer: unknown;
  try {
    answer = JSON.parse(payload.toString("utf8"));
  } catch {
    throw malformed();
  }
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) throw malformed();
  return answer as Record<string, unknown>;
}

const NUMERIC = /^\d{3}$/;

function statusOf(value: unknown): number {
  if (value === undefined || value === null) return 200;
  if (typeof value !== "number" && !(typeof value === "string" && NUMERIC.test(value))) throw malformed();
  const status = Number(value);
  // Interim statuses would leave the client waiting for the real answer.
  if (!Number.isInteger(status) || status < 200 || status > 599) throw malformed();
  return status;
}

type HeaderMap = Map<string, { readonly name: string; readonly values: string[] }>;

function headersOf(answer: Record<string, unknown>): HeaderMap {
  const headers: HeaderMap = new Map();
  for (const [name, values] of entriesOf(answer["multiValueHeaders"])) {
    if (values === null) continue;
    if (!Array.isArray(values)) throw malformed();
    for (const value of values) addHeader(headers, name, value);
  }
  for (const [name, value] of entriesOf(answer["headers"])) {
    if (value !== null) addHeader(headers, name, value);
  }
  return headers;
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object" || Array.isArray(value)) throw malformed();
  return Object.entries(value);
}

function addHeader(headers: HeaderMap, name: string, value: unknown): void {
  if (typeof value !== "string" && typeof value !== "boolean" && typeof value !== "number") throw malformed();
  const text = String(value);
  if (!isHeaderName(name) || !isHeaderValue(text)) throw malformed();
  const lower = name.toLowerCase();
  const known = headers.get(lower);
  if (known === undefined) headers.set(lower, { name, values: [wireValue(text)] });
  else if (!known.values.includes(wireValue(text))) known.values.push(wireValue(text));
}

function malformed(): Error {
  return refuse(REFUSALS.badIntegrationAnswer, "Malformed Lambda proxy response");
}
