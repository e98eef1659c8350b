import type { HttpRequest, HttpService } from "../../../wire/http.ts";

const ANYWHERE = { "Access-Control-Allow-Origin": "*" };
const EXPOSED = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
const DEFAULT_HEADERS =
  "amz-sdk-invocation-id,amz-sdk-request,authorization,cache-control,content-type,x-amz-date,x-amz-security-token,x-amz-target,x-amz-user-agent";
const MAX_AGE_SECONDS = "172800";

/**
 * Lets browsers call the user-pool API from any origin, as AWS does: the calls carry no cookies, so
 * an origin proves nothing.
 */
export function withCors(service: HttpService): HttpService {
  return {
    handle: async (request) => {
      if (request.method === "OPTIONS") return preflight(request);
      const response = await service.handle(request);
      const headers = { ...response.headers, ...ANYWHERE, "Access-Control-Expose-Headers": EXPOSED };
      return { ...response, headers };
    },
  };
}

function preflight(request: HttpRequest) {
  const asked = request.headers["access-control-request-headers"];
  return {
    status: 200,
    headers: {
      ...ANYWHERE,
      "Access-Control-Allow-Methods": "POST",
      "Access-Control-Allow-Headers": asked ?? DEFAULT_HEADERS,
      "Access-Control-Expose-Headers": EXPOSED,
      "Access-Control-Max-Age": MAX_AGE_SECONDS,
      "x-amzn-RequestId": request.requestId,
    },
  };
}
