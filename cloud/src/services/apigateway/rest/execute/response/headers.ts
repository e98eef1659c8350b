import type { ResponseHeaders } from "../../../shared/header-values.ts";
import type { Exchange } from "../exchange.ts";

/** Headers every answer of the gateway carries. */
export function baseHeaders(exchange: Exchange): ResponseHeaders {
  return {
    "x-amzn-RequestId": exchange.request.requestId,
    "x-amz-apigw-id": exchange.extendedRequestId,
  };
}

/** `Root=…;Parent=…;Sampled=0;Lineage=…` of a call a function served. */
export function traceHeader(exchange: Exchange): string {
  const lineage = exchange.traceParent.slice(0, 8);
  return `${exchange.traceRoot};Parent=${exchange.traceParent};Sampled=0;Lineage=1:${lineage}:0`;
}
