import type { Why } from "../../../../../core/why.ts";
import { HEADERS_LIMIT_BYTES, METHOD_ARN_LIMIT_BYTES, PAYLOAD_LIMIT_BYTES } from "../../constants.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { REFUSALS, refuse } from "../invocation/refusal.ts";

/**
 * APIGW-3: declared body, headers and method ARN stay within the documented limits. A body
 * without a declared length is measured while it is read.
 */
export function limitSize(invocation: ApiInvocation): undefined {
  const { request } = invocation;
  if (Number(request.headers["content-length"] ?? 0) > PAYLOAD_LIMIT_BYTES) {
    throw refuse(REFUSALS.payloadTooLarge).because(tooLarge("body-too-large", PAYLOAD_LIMIT_BYTES));
  }
  const bytes = headerBytes(request.rawHeaders);
  if (bytes > HEADERS_LIMIT_BYTES) {
    throw refuse(REFUSALS.headersTooLarge).because(tooLarge("headers-too-large", HEADERS_LIMIT_BYTES, bytes));
  }
  const arnBytes =
    invocation.stage.arn.length + invocation.method.length + 1 + Buffer.byteLength(invocation.eventPath);
  if (arnBytes > METHOD_ARN_LIMIT_BYTES) {
    throw refuse(REFUSALS.uriTooLong).because(
      tooLarge("headers-too-large", METHOD_ARN_LIMIT_BYTES, arnBytes),
    );
  }
}

function tooLarge(reason: "body-too-large" | "headers-too-large", allowed: number, sent?: number): Why {
  return { rule: "APIGW-3", reason, asked: { bytes: allowed }, had: { bytes: sent } };
}

/** Names and values; node hands both over as Latin-1, one byte a character. */
function headerBytes(rawHeaders: readonly string[]): number {
  let bytes = 0;
  for (const text of rawHeaders) bytes += text.length;
  return bytes;
}
