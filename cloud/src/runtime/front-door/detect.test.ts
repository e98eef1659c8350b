import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../../wire/http.ts";
import type { ServiceAddress } from "../../wire/service-module.ts";
import { SERVICES } from "../services.ts";
import { type Claims, createDetect } from "./detect.ts";

const claims = new Map<string, Claims>([
  [
    "s3",
    {
      ownsHost: (host) => host.endsWith(".s3.localhost"),
      ownsPath: (path) => path.split("/")[1] === "photos",
    },
  ],
]);
const detect = createDetect(SERVICES, claims);

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

const apiGateway = (match: object) => ({
  kind: "address",
  service: "apigateway",
  address: "execute-api",
  match,
});
const cognito = (address: string, match: object) => ({
  kind: "address",
  service: "cognito",
  address,
  match,
});
const lambdaUrl = (match: object) => ({ kind: "address", service: "lambda", address: "lambda-url", match });
const s3 = { kind: "service", service: "s3" };

describe("detect", () => {
  test.each([
    ["/_portcullis/health", { kind: "internal", path: "/_portcullis/health" }],
    ["/_aws/execute-api/abc123/v1/x", apiGateway({ apiId: "abc123", path: "/v1/x" })],
    ["/_aws/execute-api/abc123", apiGateway({ apiId: "abc123", path: "/" })],
    [
      "/_aws/cognito-auth/app-1/login",
      cognito("sign-in pages", { prefix: "app-1", basePath: "/_aws/cognito-auth/app-1", path: "/login" }),
    ],
    [
      "/eu-west-1_AbCdEfGhI/.well-known/jwks.json",
      cognito("discovery", { userPoolId: "eu-west-1_AbCdEfGhI", path: "/.well-known/jwks.json" }),
    ],
    ["/_aws/lambda-url/abc123/a%2Fb", lambdaUrl({ urlId: "abc123", path: "/a%2Fb" })],
    ["/photos/key", s3],
    ["/topics/a", { kind: "service", service: "iot" }],
    ["/restapis", { kind: "service", service: "apigateway" }],
    ["/2015-03-31/functions/f", { kind: "service", service: "lambda" }],
  ])("%s by its path", (path, route) => {
    expect(detect(requestOf({ path }))).toEqual(route);
  });

  test.each([
    ["abc123.execute-api.localhost:4566", apiGateway({ apiId: "abc123", path: "/v1" })],
    ["app-1.auth.localhost:4566", cognito("sign-in pages", { prefix: "app-1", basePath: "", path: "/v1" })],
    ["abc123.lambda-url.eu-west-1.localhost:4566", lambdaUrl({ urlId: "abc123", path: "/v1" })],
    ["photos.s3.localhost:4566", s3],
  ])("%s by its host", (host, route) => {
    expect(detect(requestOf({ path: "/v1", headers: { host } }))).toEqual(route);
  });

  test.each([
    ["cognito-idp", "cognito"],
    ["s3", "s3"],
    ["iotdata", "iot"],
    ["cloudformation", "cloudformation"],
    ["cloudcontrolapi", "cloudcontrol"],
    ["execute-api-x", undefined],
  ])("a signature for %s names the service", (name, service) => {
    const route = detect(requestOf({ headers: signedFor(name) }));
    expect(route).toEqual(
      service === undefined ? { kind: "unknown-service", name } : { kind: "service", service },
    );
  });

  test("a presigned credential names the service", () => {
    const query = "X-Amz-Credential=AKIA%2F20260903%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Signature=0";
    expect(detect(requestOf({ path: "/b/k", query }))).toEqual(s3);
  });

  test("a browser's preflight of a JSON call goes to the service that answers browsers", () => {
    const headers = { host: "localhost:4566", "access-control-request-headers": "X-Amz-Target" };
    expect(detect(requestOf({ method: "OPTIONS", headers }))).toEqual(cognito("preflight", {}));
  });

  test("an unsigned form is refused by the service that takes them", () => {
    const headers = { host: "localhost:4566", "content-type": "application/x-www-form-urlencoded" };
    expect(detect(requestOf({ method: "POST", headers }))).toEqual({ kind: "service", service: "sts" });
  });

  test("an unknown target is refused by name, not guessed", () => {
    expect(detect(requestOf({ headers: { "x-amz-target": "AppRunner.ListServices" } }))).toEqual({
      kind: "unknown-service",
      name: "AppRunner",
    });
  });

  test.each(["/", "/favicon.ico", "/unknown-bucket/key", "/../etc/passwd"])(
    "DOOR-3 nothing is served at %s",
    (path) => {
      expect(detect(requestOf({ path }))).toEqual({ kind: "nothing" });
    },
  );
});

/** One request per way in which a service can be meant, in the order in which they count. */
const WAYS = [
  { way: "internal", service: "internal", path: "/_portcullis/health" },
  { way: "host of an API", service: "apigateway", host: "abc.execute-api.localhost" },
  { way: "host of sign-in pages", service: "cognito", host: "app.auth.localhost" },
  { way: "path of sign-in pages", service: "cognito", path: "/_aws/cognito-auth/app/login" },
  { way: "path of keys", service: "cognito", path: "/eu-west-1_AbC/.well-known/jwks.json" },
  { way: "path of an API", service: "apigateway", path: "/_aws/execute-api/abc/v1" },
  ...SERVICES.flatMap(({ name, targets = [] }) =>
    targets.map((prefix) => ({ way: `target ${prefix}`, service: name, target: `${prefix}.Do` })),
  ),
  ...SERVICES.flatMap(({ name, signingNames = [] }) =>
    signingNames.map((signed) => ({ way: `signature for ${signed}`, service: name, signed })),
  ),
  { way: "host of a bucket", service: "s3", host: "b.s3.localhost" },
  ...SERVICES.flatMap(({ name, unsignedPaths = [] }) =>
    unsignedPaths.map((prefix) => ({ way: `path ${prefix}`, service: name, path: `${prefix}x` })),
  ),
  { way: "path of a bucket", service: "s3", path: "/photos/k" },
] as const satisfies readonly Way[];

interface Way {
  readonly way: string;
  readonly service: string;
  readonly path?: string;
  readonly host?: string;
  readonly target?: string;
  readonly signed?: string;
}

const CONFLICTS = WAYS.flatMap((first: Way, index) =>
  WAYS.slice(index + 1)
    .filter(
      (second: Way) =>
        !(["path", "host", "target", "signed"] as const).some((part) => part in first && part in second),
    )
    .map((second: Way) => ({ first, second })),
);

function bothWays(first: Way, second: Way): HttpRequest {
  const { path = "/", host = "localhost", target, signed } = { ...first, ...second };
  return requestOf({
    path,
    headers: {
      ...(signed === undefined ? {} : signedFor(signed)),
      ...(target === undefined ? {} : { "x-amz-target": target }),
      host,
    },
  });
}

describe("conflicts", () => {
  test("DOOR-13 a request that means two services goes to the one whose way counts first", () => {
    expect(CONFLICTS.length).toBeGreaterThan(150);
    for (const { first, second } of CONFLICTS) {
      const route = detect(bothWays(first, second));
      const chosen = "service" in route ? route.service : route.kind;
      expect([first.way, second.way, chosen]).toEqual([first.way, second.way, first.service]);
    }
  });

  test("DOOR-13 every way alone leads to its service", () => {
    for (const way of WAYS) {
      const route = detect(bothWays(way, way));
      expect([way.way, "service" in route ? route.service : route.kind]).toEqual([way.way, way.service]);
    }
  });

  test("DOOR-13 two services that claim one name are refused at the start", () => {
    const twice = { name: "other", signingNames: ["s3"], create: () => ({}) };

    expect(() => createDetect([...SERVICES, twice], claims)).toThrow("other and s3 both claim s3");
  });
});

describe("an address of a service", () => {
  const asked = { name: "x", match: () => ({}) } as const;
  const only = (address: ServiceAddress) =>
    createDetect([{ name: "one", addresses: [address], create: () => ({}) }], new Map());

  test.each<[ServiceAddress, Partial<HttpRequest>, isAsked: boolean]>([
    [{ ...asked, by: "path", mark: "/_aws/one" }, { path: "/_aws/one/1" }, true],
    [{ ...asked, by: "path", mark: "/_aws/one" }, { path: "/photos/_aws" }, false],
    [{ ...asked, by: "path", mark: "/" }, { path: "/" }, true],
    [{ ...asked, by: "path", mark: "/" }, { path: "/photos" }, false],
    [{ ...asked, by: "path", mark: "/", method: "GET" }, { path: "/" }, true],
    [{ ...asked, by: "path", mark: "/", method: "GET" }, { path: "/", method: "POST" }, false],
    [{ ...asked, by: "host", mark: ".one." }, { headers: { host: "a.one.localhost:4566" } }, true],
    [{ ...asked, by: "host", mark: ".one." }, { path: "/.one./" }, false],
  ])("%j is asked about %j: %s", (address, fields, isAsked) => {
    expect(only(address)(requestOf(fields)).kind).toBe(isAsked ? "address" : "nothing");
  });
});

describe("DOOR-16 the name of another site", () => {
  const paths = ["/_aws/execute-api/abc123/v1/x", "/", "/photos/x", "/_portcullis/health"];
  const kinds = (headers: Record<string, string>, further: string[] = []) => {
    const find = createDetect(SERVICES, claims, further);
    return new Set(paths.map((path) => find(requestOf({ path, headers })).kind));
  };

  test.each(["evil.example", "evil.example:4566", "localhost.evil.example", "1.2.3.4.nip.io", "192.0.2.7"])(
    "%s is served nothing, signed or not",
    (host) => {
      expect(kinds({ host })).toEqual(new Set(["foreign-host"]));
      expect(kinds({ ...signedFor("s3"), host })).toEqual(new Set(["foreign-host"]));
    },
  );

  test.each([
    "localhost:4566",
    "127.0.0.1",
    "abc123.execute-api.localhost:4566",
    "host.docker.internal:4566",
    "s3.eu-west-1.amazonaws.com",
  ])("%s is no other site's", (host) => {
    expect(kinds({ host }).has("foreign-host")).toBe(false);
  });

  test("a proxy's address is served once it is given", () => {
    expect(kinds({ host: "cloud.example.com" }, ["cloud.example.com"]).has("foreign-host")).toBe(false);
  });
});

test("DOOR-14 on the host of the cloud's own pages is nothing else", () => {
  for (const path of [
    "/",
    "/photos/x.html",
    "/_aws/execute-api/abc123/v1/x",
    "/eu-west-1_Abc/.well-known/x",
  ]) {
    const headers = { ...signedFor("s3"), host: "portcullis.localhost:4566" };
    expect(detect(requestOf({ path, headers }))).toEqual({ kind: "internal", path });
  }
});
