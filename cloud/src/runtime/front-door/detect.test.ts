import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../../wire/http.ts";
import { detect } from "./detect.ts";

const buckets = {
  ownsHost: (host: string) => host.endsWith(".s3.localhost"),
  hasBucket: (name: string) => name === "photos",
};

function requestOf(fields: Partial<HttpRequest>): HttpRequest {
  return {
    method: "GET",
    path: "/",
    query: "",
    headers: { host: "localhost:4566" },
    rawHeaders: [],
    stream: Readable.from([]),
    sourceIp: "127.0.0.1",
    requestId: "r",
    ...fields,
  };
}

function signedFor(service: string): Record<string, string> {
  return {
    host: "127.0.0.1:4566",
    authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260903/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

describe("detect", () => {
  test.each([
    ["/_portcullis/health", { kind: "internal", path: "/_portcullis/health" }],
    ["/_aws/execute-api/abc123/v1/x", { kind: "execute-api", apiId: "abc123", path: "/v1/x" }],
    ["/_aws/execute-api/abc123", { kind: "execute-api", apiId: "abc123", path: "/" }],
    [
      "/_aws/cognito-auth/app-1/login",
      { kind: "hosted", prefix: "app-1", basePath: "/_aws/cognito-auth/app-1", path: "/login" },
    ],
    [
      "/eu-west-1_AbCdEfGhI/.well-known/jwks.json",
      { kind: "discovery", userPoolId: "eu-west-1_AbCdEfGhI", path: "/.well-known/jwks.json" },
    ],
    ["/photos/key", { kind: "service", service: "s3" }],
    ["/topics/controlGate", { kind: "service", service: "iot" }],
  ])("%s by its path", (path, route) => {
    expect(detect(requestOf({ path }), buckets)).toEqual(route);
  });

  test.each([
    ["abc123.execute-api.localhost:4566", { kind: "execute-api", apiId: "abc123", path: "/v1" }],
    ["app-1.auth.localhost:4566", { kind: "hosted", prefix: "app-1", basePath: "", path: "/v1" }],
    ["photos.s3.localhost:4566", { kind: "service", service: "s3" }],
  ])("%s by its host", (host, route) => {
    expect(detect(requestOf({ path: "/v1", headers: { host } }), buckets)).toEqual(route);
  });

  test.each([
    ["cognito-idp", "cognito"],
    ["s3", "s3"],
    ["iotdata", "iot"],
    ["cloudformation", "cloudformation"],
    ["cloudcontrolapi", "cloudcontrol"],
    ["execute-api-x", undefined],
  ])("a signature for %s names the service", (name, service) => {
    const route = detect(requestOf({ headers: signedFor(name) }), buckets);
    expect(route).toEqual(
      service === undefined ? { kind: "unknown-service", name } : { kind: "service", service },
    );
  });

  test("a presigned credential names the service", () => {
    const query = "X-Amz-Credential=AKIA%2F20260903%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Signature=0";
    expect(detect(requestOf({ path: "/b/k", query }), buckets)).toEqual({ kind: "service", service: "s3" });
  });

  test("an unknown target is refused by name, not guessed", () => {
    expect(detect(requestOf({ headers: { "x-amz-target": "DynamoDB_20120810.GetItem" } }), buckets)).toEqual({
      kind: "unknown-service",
      name: "DynamoDB_20120810",
    });
  });

  test.each(["/", "/favicon.ico", "/unknown-bucket/key", "/../etc/passwd"])(
    "DOOR-3 nothing is served at %s",
    (path) => {
      expect(detect(requestOf({ path }), buckets)).toEqual({ kind: "nothing" });
    },
  );
});
