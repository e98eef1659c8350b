import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFakes } from "../../testing/fakes.ts";
import { api, COGNITO, method, serve } from "../../testing/stage.ts";

describe("APIGW-3 sizes", () => {
  const served = () => serve(api({ "/x": [method("POST")], "/files/{proxy+}": [method("GET")] }));

  for (const [title, parts, status, body] of [
    [
      "declared body beyond 10 MB",
      { method: "POST", path: "/v1/x", headers: { "Content-Length": "10485761" } },
      413,
      '{"message":"HTTP content length exceeded 10485760 bytes."}',
    ],
    [
      "chunked body beyond 10 MB",
      {
        method: "POST",
        path: "/v1/x",
        headers: { "Transfer-Encoding": "chunked" },
        body: Buffer.alloc(10_485_761),
      },
      413,
      '{"message":"HTTP content length exceeded 10485760 bytes."}',
    ],
    [
      "body beyond what Lambda takes",
      { method: "POST", path: "/v1/x", body: Buffer.alloc(6_300_000, 97) },
      413,
      '{"message":"Request Too Long"}',
    ],
    [
      "headers beyond 10,240 bytes",
      { method: "POST", path: "/v1/x", headers: { a: "b".repeat(10_240) } },
      431,
      undefined,
    ],
    [
      "method ARN beyond 1,600 bytes",
      { path: `/v1/files/${"a".repeat(1_600)}` },
      414,
      '{"message":"Request URI too long"}',
    ],
  ] as const) {
    test(`APIGW-3 ${title}: ${status}, the function does not run`, async () => {
      const stage = served();

      const response = await stage.call(parts);

      expect(response.status).toBe(status);
      if (body !== undefined) expect(response.body).toBe(body);
      expect(stage.fakes.invocations).toHaveLength(0);
    });
  }

  test("APIGW-3 just within the limits passes", async () => {
    const stage = served();

    const large = await stage.call({
      method: "POST",
      path: "/v1/x",
      body: Buffer.alloc(6_000_000, 97),
      headers: { a: "b".repeat(10_000) },
    });
    const long = await stage.call({ path: `/v1/files/${"a".repeat(1_400)}` });

    expect([large.status, long.status]).toEqual([200, 200]);
  });
});

describe("APIGW-4 throttling", () => {
  test("APIGW-4 burst calls pass, the next is 429 before the authorizer, tokens come back with time", async () => {
    const guarded = method("GET", { authorizationType: "COGNITO_USER_POOLS", authorizerId: COGNITO.id });
    const methodSettings = { "*/*": { throttlingRateLimit: 1, throttlingBurstLimit: 2 } };
    const stage = serve(api({ "/x": [guarded], "/y": [method("GET")] }), { methodSettings });
    const call = async (path = "/v1/x") => (await stage.call({ path })).status;

    const statuses = [await call(), await call(), await call(), await call("/v1/y")];
    stage.fakes.clock.advanceSeconds(1);
    statuses.push(await call(), await call());

    expect(statuses).toEqual([401, 401, 429, 200, 401, 429]);
  });

  test("APIGW-4 the answer", async () => {
    const methodSettings = { "x/GET": { throttlingRateLimit: 0, throttlingBurstLimit: 0 } };
    const stage = serve(api({ "/x": [method("GET")] }), { methodSettings });

    const response = await stage.call({ path: "/v1/x" });

    expect([response.status, response.body]).toEqual([429, '{"message":"Too Many Requests"}']);
    expect(response.headers["x-amzn-ErrorType"]).toBe("TooManyRequestsException");
  });

  test("APIGW-4 the account's 5,000 calls at once hold for all stages", async () => {
    const stage = serve(api({ "/x": [method("GET")] }));
    for (let count = 0; count < 5_000; count += 1) await stage.call({ path: "/v1/none" });

    expect((await stage.call({ path: "/v1/x" })).status).toBe(429);
    stage.fakes.clock.advanceSeconds(1);
    expect((await stage.call({ path: "/v1/x" })).status).toBe(200);
  });
});

describe("APIGW-7 AWS_IAM", () => {
  const GOOD = {
    Authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=good",
    "X-Amz-Date": "x",
  };
  const served = () => serve(api({ "/x/{id}": [method("GET", { authorizationType: "AWS_IAM" })] }));

  test("APIGW-7 signed and allowed: the function sees who called", async () => {
    const stage = served();

    const response = await stage.call({ path: "/v1/x/5", headers: GOOD });

    expect(response.status).toBe(200);
    expect(stage.fakes.decisions[0]).toMatchObject({
      action: "execute-api:Invoke",
      resource: "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/v1/GET/x/5",
    });
    expect(String(stage.fakes.invocations[0]?.payload)).toContain(
      '"userArn":"arn:aws:iam::123456789012:user/administrator"',
    );
  });

  test("APIGW-7 signed but not allowed: 403 with the account masked", async () => {
    const stage = served();
    stage.fakes.allowed = false;

    const response = await stage.call({ path: "/v1/x/5", headers: GOOD });

    expect([response.status, response.body]).toEqual([
      403,
      '{"Message":"User: x is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********9012:abcdefghij/v1/GET/x/5"}',
    ]);
    expect(stage.fakes.invocations).toHaveLength(0);
  });

  for (const [title, headers, errorType] of [
    ["unsigned", {}, "MissingAuthenticationTokenException"],
    ["a bearer token", { Authorization: "Bearer a.b.c" }, "IncompleteSignatureException"],
    [
      "a wrong signature",
      { ...GOOD, Authorization: GOOD.Authorization.replace("good", "bad") },
      "InvalidSignatureException",
    ],
  ] as const) {
    test(`APIGW-7 ${title}: 403 ${errorType}, the function does not run`, async () => {
      const stage = served();

      const response = await stage.call({ path: "/v1/x/5", headers });

      expect([response.status, response.headers["x-amzn-ErrorType"]]).toEqual([403, errorType]);
      expect(stage.fakes.invocations).toHaveLength(0);
    });
  }
});

describe("APIGW-9 resource policy", () => {
  for (const allowed of [true, false]) {
    test(`APIGW-9 an open method, the policy says ${allowed ? "yes: 200" : "no: 403"}`, async () => {
      const fakes = createFakes();
      fakes.allowed = allowed;
      const stage = serve(api({ "/x": [method("GET")] }, { policy: "{}" }), {}, fakes);

      const response = await stage.call({ path: "/v1/x" });

      expect(response.status).toBe(allowed ? 200 : 403);
      expect(fakes.invocations).toHaveLength(allowed ? 1 : 0);
      expect(fakes.decisions[0]).toMatchObject({ caller: { kind: "anonymous" }, resourcePolicy: "{}" });
      if (!allowed) expect(String(response.body)).toContain('{"Message":"User: ');
    });
  }
});

describe("fuzz", () => {
  test("APIGW-1 no token the verifier does not know opens a guarded method, whatever else is sent", async () => {
    const guarded = method("ANY", {
      authorizationType: "COGNITO_USER_POOLS",
      authorizerId: COGNITO.id,
      authorizationScopes: ["a"],
    });
    const name = fc.constantFrom(
      "Authorization",
      "authorization",
      "__proto__",
      "constructor",
      "X-HTTP-Method-Override",
      "Host",
      "Accept",
      "X-Amzn-Trace-Id",
      "Content-Type",
      "Transfer-Encoding",
    );
    const value = fc.string({ unit: "grapheme-ascii", maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, value)),
        fc.string(),
        fc.string(),
        async (headers, path, query) => {
          const stage = serve(api({ "/x/{proxy+}": [guarded], "/x": [guarded] }));
          const response = await stage.call({
            path: `/v1/x/${path}`,
            query,
            headers: Object.fromEntries(headers),
          });
          expect(response.status).toBeGreaterThanOrEqual(400);
          expect(response.status).toBeLessThan(500);
          expect(stage.fakes.invocations).toHaveLength(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
