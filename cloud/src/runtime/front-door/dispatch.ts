import { AwsError } from "../../core/errors.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import type { AddressHandler, ServiceInstance } from "../../wire/service-module.ts";
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
