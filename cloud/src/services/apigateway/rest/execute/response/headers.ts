import type { ResponseHeaders } from "../../../../../wire/http.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";

/** Headers every answer of the gateway carries. */
export function baseHeaders(invocation: ApiInvocation): ResponseHeaders {
  return {
    "x-amzn-RequestId": invocation.request.requestId,
    "x-amz-apigw-id": invocation.extendedRequestId,
  };
}

/** `Root=…;Parent=…;Sampled=0;Lineage=…` of a call a function served. */
export function traceHeader(invocation: ApiInvocation): string {
  const lineage = invocation.traceParent.slice(0, 8);
  return `${invocation.traceRoot};Parent=${invocation.traceParent};Sampled=0;Lineage=1:${lineage}:0`;
}
