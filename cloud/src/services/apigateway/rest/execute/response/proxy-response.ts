import {
  type HttpResponse,
  isHeaderName,
  isHeaderValue,
  type ResponseHeaders,
  wireValue,
} from "../../../../../wire/http.ts";
import { isBinary } from "../../../shared/events/binary.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { REFUSALS, refuse } from "../invocation/refusal.ts";
import { baseHeaders } from "./headers.ts";

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
  "keep-alive",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-amz-apigw-id",
  "x-amzn-requestid",
]);

/**
 * Turns what a function returned into the HTTP answer.
 * @throws GatewayRefusal 502 for anything that is no proxy response
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function fromProxyResponse(invocation: ApiInvocation, payload: Buffer): HttpResponse {
  const response = parsed(payload);
  const headers: ResponseHeaders = { "Content-Type": "application/json", ...baseHeaders(invocation) };
  for (const [lower, { name, values }] of response.headers) {
    if (IGNORED.has(lower)) continue;
    if (lower === "content-type") delete headers["Content-Type"];
    const sent = REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name;
    const [first = ""] = values;
    headers[sent] = values.length === 1 ? first : values;
  }
  return { status: response.status, headers, body: bodyOf(invocation, response) };
}

function bodyOf(invocation: ApiInvocation, response: ProxyResponse): string | Buffer {
  if (!response.base64) return response.body;
  const { binaryMediaTypes } = invocation.stage;
  if (!isBinary(binaryMediaTypes, invocation.request.headers["accept"])) return response.body;
  return Buffer.from(response.body, "base64");
}

function parsed(payload: Buffer): ProxyResponse {
  try {
    return parseProxyResponse(payload);
  } catch (error) {
    if (!(error instanceof MalformedProxyResponseError)) throw error;
    throw refuse(REFUSALS.badIntegrationAnswer, error.message).because({
      reason: "function-answer-malformed",
      had: { fault: error.fault },
    });
  }
}

/** The keys of a proxy response; any other makes the answer malformed. */
const KEYS: ReadonlySet<string> = new Set([
  "statusCode",
  "headers",
  "multiValueHeaders",
  "body",
  "isBase64Encoded",
]);

interface ProxyResponse {
  readonly status: number;
  /** Lower-case name → name as written and values. */
  readonly headers: ReadonlyMap<string, { readonly name: string; readonly values: string[] }>;
  readonly body: string;
  readonly base64: boolean;
}

/** What a function returned is no proxy response. */
class MalformedProxyResponseError extends Error {
  /** Which member, never its value; for the trace. */
  readonly fault: string;

  constructor(fault: string) {
    super("Malformed Lambda proxy response");
    this.name = "MalformedProxyResponseError";
    this.fault = fault;
  }
}

/**
 * Reads the proxy response of payload version 1.
 * @throws MalformedProxyResponseError
 */
function parseProxyResponse(payload: Buffer): ProxyResponse {
  const answer = parseObject(payload);
  const keys = Object.keys(answer);
  const stray = keys.find((key) => !KEYS.has(key));
  if (stray !== undefined) throw malformed(`it has ${stray}, which is no member of one`);
  if (keys.length === 0) throw malformed("it is empty");
  const { body, isBase64Encoded } = answer;
  if (body !== undefined && body !== null && typeof body !== "string") throw malformed("body is no text");
  if (isBase64Encoded !== undefined && isBase64Encoded !== null && typeof isBase64Encoded !== "boolean") {
    throw malformed("isBase64Encoded is no boolean");
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
    throw malformed("it is no JSON");
  }
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    throw malformed("it is no object");
  return answer as Record<string, unknown>;
}

const NUMERIC = /^\d{3}$/;

function statusOf(value: unknown): number {
  if (value === undefined || value === null) return 200;
  if (typeof value !== "number" && !(typeof value === "string" && NUMERIC.test(value))) throw badStatus();
  const status = Number(value);
  // Interim statuses would leave the client waiting for the real answer.
  if (!Number.isInteger(status) || status < 200 || status > 599) throw badStatus();
  return status;
}

type HeaderMap = Map<string, { readonly name: string; readonly values: string[] }>;

function headersOf(answer: Record<string, unknown>): HeaderMap {
  const headers: HeaderMap = new Map();
  for (const [name, values] of entriesOf(answer["multiValueHeaders"])) {
    if (values === null) continue;
    if (!Array.isArray(values)) throw malformed(`multiValueHeaders.${name} is no list`);
    for (const value of values) addHeader(headers, name, value);
  }
  for (const [name, value] of entriesOf(answer["headers"])) {
    if (value !== null) addHeader(headers, name, value);
  }
  return headers;
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object" || Array.isArray(value)) throw malformed("headers is no object");
  return Object.entries(value);
}

function addHeader(headers: HeaderMap, name: string, value: unknown): void {
  if (typeof value !== "string" && typeof value !== "boolean" && typeof value !== "number")
    throw badHeader(name);
  const text = String(value);
  if (!isHeaderName(name) || !isHeaderValue(text)) throw badHeader(name);
  const lower = name.toLowerCase();
  const known = headers.get(lower);
  if (known === undefined) headers.set(lower, { name, values: [wireValue(text)] });
  else if (!known.values.includes(wireValue(text))) known.values.push(wireValue(text));
}

function badStatus(): Error {
  return malformed("statusCode is no HTTP status");
}

function badHeader(name: string): Error {
  return malformed(`header ${name} cannot be sent`);
}

function malformed(fault: string): MalformedProxyResponseError {
  return new MalformedProxyResponseError(fault);
}
