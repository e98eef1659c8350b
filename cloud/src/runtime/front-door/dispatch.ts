import { AwsError } from "../../core/errors.ts";
import type { Probes } from "../../core/ports/probes.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import type { AddressHandler, ServiceInstance } from "../../wire/service-module.ts";
import { PROBE_HEADER, provenProbe } from "../client/probe-proof.ts";
import type { Detect, Route } from "./detect.ts";
import { refuseOtherService } from "./other-service.ts";

/** Everything behind the front door. */
export interface DispatchOptions {
  readonly detect: Detect;
  readonly instances: ReadonlyMap<string, ServiceInstance>;
  internal(request: HttpRequest, path: string): Promise<HttpResponse> | HttpResponse;
}

type Answer = Promise<HttpResponse> | HttpResponse;

/** What a handler throws is thrown here, too: it may be before there is a promise. */
export function createDispatch(options: DispatchOptions): (request: HttpRequest) => Answer {
  return (request) => follow(options, request, options.detect(request));
}

function follow(options: DispatchOptions, request: HttpRequest, route: Route): Answer {
  switch (route.kind) {
    case "address":
      return handlerOf(options, route.service, route.address)(request, route.match);
    case "service":
      return serviceOf(options, route.service).handle(request);
    case "internal":
      return options.internal(request, route.path);
    case "unknown-service":
      return refuseOtherService(request, route.name);
    case "foreign-host":
      return refusal(new AwsError("AccessDenied", FOREIGN, 403));
    case "nothing":
      return refusal(new AwsError("NotFound", nothingText(request), 404));
  }
}

const FOREIGN =
  "This cloud answers under the names of its own machine only. Behind a proxy, give its address as --public-url.";

function serviceOf({ instances }: DispatchOptions, name: string) {
  const http = instances.get(name)?.http;
  if (http === undefined) throw new Error(`${name} serves no AWS API`);
  return http;
}

/** The match is of the kind that the handler of that name takes: both are of one module. */
function handlerOf({ instances }: DispatchOptions, service: string, address: string): AddressHandler<object> {
  const handler = instances.get(service)?.addresses?.[address];
  if (handler === undefined) throw new Error(`${service} serves nothing at its address ${address}`);
  return handler as AddressHandler<object>;
}

function nothingText(request: HttpRequest): string {
  return `Nothing is served at ${request.path.slice(0, 200)}. GET /_portcullis/health says where everything is.`;
}

function refusal(error: AwsError): HttpResponse {
  return {
    status: error.status,
    headers: { "Content-Type": "application/json", "x-amzn-ErrorType": error.code },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

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
