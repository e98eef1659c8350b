import { AwsError } from "../../core/errors.ts";
import type { HttpRequest, HttpResponse, HttpService } from "../../wire/http.ts";
import { type BucketDirectory, detect, type Route, type ServiceName } from "./detect.ts";

/** Everything behind the front door. */
export interface Rooms {
  readonly services: Readonly<Record<ServiceName, HttpService>>;
  readonly buckets: BucketDirectory;
  executeApi(request: HttpRequest, target: { apiId: string; path: string }): Promise<HttpResponse>;
  hosted(
    request: HttpRequest,
    site: { domainPrefix: string; basePath: string },
    path: string,
  ): Promise<HttpResponse>;
  discovery(request: HttpRequest, userPoolId: string, path: string): Promise<HttpResponse> | HttpResponse;
  internal(request: HttpRequest, path: string): Promise<HttpResponse> | HttpResponse;
}

export function createDispatch(rooms: Rooms): (request: HttpRequest) => Promise<HttpResponse> {
  return async (request) => follow(rooms, request, detect(request, rooms.buckets));
}

async function follow(rooms: Rooms, request: HttpRequest, route: Route): Promise<HttpResponse> {
  switch (route.kind) {
    case "execute-api":
      return rooms.executeApi(request, route);
    case "service":
      return rooms.services[route.service].handle(request);
    case "hosted":
      return rooms.hosted(request, { domainPrefix: route.prefix, basePath: route.basePath }, route.path);
    case "discovery":
      return rooms.discovery(request, route.userPoolId, route.path);
    case "internal":
      return rooms.internal(request, route.path);
    case "unknown-service":
      return refusal(new AwsError("UnsupportedService", unsupportedText(route.name), 501));
    case "nothing":
      return refusal(new AwsError("NotFound", nothingText(request), 404));
  }
}

function unsupportedText(name: string): string {
  return `The service ${JSON.stringify(name.slice(0, 60))} is not part of Portcullis. See docs/gaps.md.`;
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
