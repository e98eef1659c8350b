import type { Probes } from "../../core/ports/probes.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { PROBE_HEADER, provenProbe } from "../client/probe-proof.ts";

type Handle = (request: HttpRequest) => Promise<HttpResponse> | HttpResponse;

export interface ProbeOptions {
  readonly probes: Probes;
  /** Of the keys that prove a probe: the administrator's and the console's. */
  readonly secrets: readonly string[];
}

/**
 * TRACE-8: tells the trace which requests are probes of this cloud's own tools. The proof goes no further,
 * so what answers sees the request of a stranger; a header that proves nothing goes on as any other.
 */
export function withProbes(handle: Handle, { probes, secrets }: ProbeOptions): Handle {
  return (request) => {
    const claim = request.headers[PROBE_HEADER];
    if (claim === undefined) return handle(request);
    const probe = provenProbe(claim, secrets);
    if (probe === undefined) return handle(request);
    probes.begin(request.requestId, probe);
    return answer(handle, withoutProof(request)).finally(() => probes.end(request.requestId));
  };
}

async function answer(handle: Handle, request: HttpRequest): Promise<HttpResponse> {
  return handle(request);
}

function withoutProof(request: HttpRequest): HttpRequest {
  const { [PROBE_HEADER]: _proof, ...headers } = request.headers;
  const { rawHeaders } = request;
  return {
    ...request,
    headers: Object.assign(Object.create(null), headers),
    rawHeaders: rawHeaders.filter(
      (_, index) => rawHeaders[index - (index % 2)]?.toLowerCase() !== PROBE_HEADER,
    ),
  };
}
