import type { ResponseHeaders } from "../../../../../wire/header-values.ts";
import type { HttpResponse } from "../../../../../wire/http.ts";
import { isBinary } from "../../../shared/events/binary.ts";
import {
  MalformedProxyResponseError,
  type ProxyResponse,
  parseProxyResponse,
} from "../../../shared/events/proxy-response.ts";
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
