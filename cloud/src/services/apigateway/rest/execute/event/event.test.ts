import { describe, expect, test } from "vitest";
import type { Claims } from "../../../../../core/ports/token-verifier.ts";
import type { RequestParts } from "../../../testing/fakes.ts";
import { api, COGNITO, method, serve } from "../../../testing/stage.ts";
import { renderClaims } from "./event.ts";

const SIGNED = "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=good";

async function eventOf(parts: RequestParts, paths = ["/x"], binaryMediaTypes: readonly string[] = []) {
  const stage = serve(
    api(Object.fromEntries(paths.map((path) => [path, [method("ANY")]])), { binaryMediaTypes }),
  );
  const response = await stage.call(parts);
  const payload = stage.fakes.invocations[0]?.payload;
  return { response, event: payload === undefined ? undefined : JSON.parse(String(payload)) };
}

describe("Lambda proxy event", () => {
  test("event: every key, nulls where nothing was sent, no authorizer for NONE", async () => {
    const { event } = await eventOf({ path: "/v1/x" });

    expect(Object.keys(event)).toEqual([
      "resource",
      "path",
      "httpMethod",
      "headers",
      "multiValueHeaders",
      "queryStringParameters",
      "multiValueQueryStringParameters",
      "pathParameters",
      "stageVariables",
      "requestContext",
      "body",
      "isBase64Encoded",
    ]);
    expect(event).toMatchObject({
      resource: "/x",
      path: "/x",
      httpMethod: "GET",
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
    expect(event.requestContext).toEqual({
      resourceId: "res0",
      resourcePath: "/x",
      httpMethod: "GET",
      path: "/v1/x",
      stage: "v1",
      accountId: "123456789012",
      apiId: "abcdefghij",
      domainPrefix: "abcdefghij",
      domainName: "abcdefghij.execute-api.localhost:4566",
      deploymentId: "dep001",
      protocol: "HTTP/1.1",
      requestId: "11111111-2222-4333-8444-555555555555",
      extendedRequestId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
      requestTime: "03/Sep/2026:08:05:09 +0000",
      requestTimeEpoch: Date.parse("2026-09-03T08:05:09Z"),
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: "127.0.0.1",
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: null,
        user: null,
      },
    });
  });

  test("APIGW-17 event: header casing, repeats, dropped and added headers", async () => {
    const { event } = await eventOf({
      path: "/v1/x",
      headers: {
        "X-Custom": ["a", "b"],
        authorization: "t",
        Connection: "close",
        Expect: "x",
        TE: "trailers",
        "X-Forwarded-For": "9.9.9.9",
        "x-forwarded-proto": "ftp",
        __proto__x: "p",
      },
    });

    expect(event.headers).toEqual({
      "X-Custom": "b",
      Authorization: "t",
      __proto__x: "p",
      "X-Forwarded-For": "9.9.9.9, 127.0.0.1",
      "X-Forwarded-Port": "443",
      "X-Forwarded-Proto": "https",
      "X-Amzn-Trace-Id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
    expect(event.multiValueHeaders["X-Custom"]).toEqual(["a", "b"]);
    expect(event.requestContext.identity.sourceIp).toBe("127.0.0.1");
  });

  test.each([
    ["/v1//x", "/x"],
    ["//v1/x", "/x"],
    ["///v1//x/", "/x/"],
  ])("event: %j runs /x, `path` is folded, `requestContext.path` is as sent", async (path, folded) => {
    const { response, event } = await eventOf({ method: "POST", path });

    expect(response.status).toBe(200);
    expect([event.resource, event.path, event.requestContext.path]).toEqual(["/x", folded, path]);
  });

  test.each([
    ["AWS_IAM", undefined],
    ["NONE", SIGNED],
  ] as const)("APIGW-19 event: Authorization of a signed call under %s", async (authorizationType, seen) => {
    const stage = serve(api({ "/x": [method("GET", { authorizationType })] }));

    await stage.call({
      path: "/v1/x",
      headers: { AUTHORIZATION: SIGNED, "X-Amz-Date": "d", "X-Amz-Security-Token": "t" },
    });

    const event = JSON.parse(String(stage.fakes.invocations[0]?.payload));
    expect(event.headers.Authorization).toBe(seen);
    expect(event.multiValueHeaders.Authorization).toEqual(seen === undefined ? undefined : [seen]);
    expect(event.headers).toMatchObject({ "X-Amz-Date": "d", "X-Amz-Security-Token": "t" });
  });

  test("event: query decoded once, last value wins, names of the prototype are plain names", async () => {
    const { event } = await eventOf({
      path: "/v1/x",
      query: "a=1&a=%2520+b&empty&__proto__=p&constructor=c",
    });

    expect(event.queryStringParameters).toEqual(
      JSON.parse('{"a":"%20 b","empty":"","__proto__":"p","constructor":"c"}'),
    );
    expect(event.multiValueQueryStringParameters.a).toEqual(["1", "%20 b"]);
  });

  test("event: body as text, as base64 only for binary types", async () => {
    const headers = { "Content-Type": "image/png; q=1" };
    const text = await eventOf({ method: "POST", path: "/v1/x", body: Buffer.from([0x68, 0xff]), headers });
    const binary = await eventOf(
      { method: "POST", path: "/v1/x", body: Buffer.from([0x68, 0xff]), headers },
      ["/x"],
      ["image/png"],
    );

    expect([text.event.body, text.event.isBase64Encoded]).toEqual(["h\ufffd", false]);
    expect([binary.event.body, binary.event.isBase64Encoded]).toEqual(["aP8=", true]);
  });

  test("event: claims are texts", async () => {
    const guarded = method("GET", { authorizationType: "COGNITO_USER_POOLS", authorizerId: COGNITO.id });
    const stage = serve(api({ "/x": [guarded] }));
    const claims: Claims = {
      sub: "s",
      token_use: "id",
      exp: 1652887941,
      auth_time: 1652884341,
      "cognito:groups": ["a", "b"],
    };
    stage.fakes.tokens.set("a.b.c", { kind: "valid", tokenUse: "id", claims });

    await stage.call({ path: "/v1/x", headers: { Authorization: "a.b.c" } });

    const event = JSON.parse(String(stage.fakes.invocations[0]?.payload));
    expect(event.requestContext.authorizer).toEqual({
      claims: {
        sub: "s",
        token_use: "id",
        exp: "Wed May 18 15:32:21 UTC 2022",
        auth_time: "1652884341",
        "cognito:groups": "a,b",
      },
    });
  });
});

describe("renderClaims", () => {
  for (const [title, claims, expected] of [
    ["exp and iat as dates, day in two digits", { iat: 1651363200 }, { iat: "Sun May 01 00:00:00 UTC 2022" }],
    ["booleans", { email_verified: true, x: false }, { email_verified: "true", x: "false" }],
    ["numbers", { version: 2 }, { version: "2" }],
    ["one group", { "cognito:groups": ["Admins"] }, { "cognito:groups": "Admins" }],
    ["identities", { identities: [{ a: 1 }] }, { identities: '{"a":1}' }],
    ["scope unchanged", { scope: "openid email" }, { scope: "openid email" }],
    ["null left out", { x: null }, {}],
    ["a date beyond dates", { exp: 1e300 }, { exp: "1e+300" }],
    ["exp as text stays", { exp: "soon" }, { exp: "soon" }],
  ] as const) {
    test(`renderClaims ${title}`, () => {
      expect({ ...renderClaims(claims as unknown as Claims) }).toEqual(expected);
    });
  }
});
