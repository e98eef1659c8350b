import { describe, expect, test } from "vitest";
import { succeeded } from "../../../testing/fakes.ts";
import { api, method, serve } from "../../../testing/stage.ts";

async function answered(value: unknown, parts: { accept?: string; binary?: readonly string[] } = {}) {
  const stage = serve(api({ "/x": [method("GET")] }, { binaryMediaTypes: parts.binary ?? [] }));
  stage.fakes.outcome = succeeded(value);
  const headers = parts.accept === undefined ? {} : { Accept: parts.accept };
  return stage.call({ path: "/v1/x", headers });
}

const ACCEPTED: readonly (readonly [title: string, value: unknown, status: number, body: string])[] = [
  ["status and body", { statusCode: 201, body: "made" }, 201, "made"],
  ["status as text", { statusCode: "200", body: "" }, 200, ""],
  ["only headers", { headers: {} }, 200, ""],
  ["null members", { statusCode: 200, headers: null, multiValueHeaders: null, body: null }, 200, ""],
  ["null status", { statusCode: null, body: "x" }, 200, "x"],
  ["base64 without binary types", { statusCode: 200, body: "eA==", isBase64Encoded: true }, 200, "eA=="],
];

const REFUSED: readonly (readonly [title: string, value: unknown])[] = [
  ["empty object", {}],
  ["null", null],
  ["text", "hello"],
  ["number", 7],
  ["list", [{ statusCode: 200 }]],
  ["unknown key", { statusCode: 200, extra: 1 }],
  ["unknown key only", { errorMessage: "x" }],
  ["key in another case", { StatusCode: 200 }],
  ["status as boolean", { statusCode: true }],
  ["status as words", { statusCode: "OK" }],
  ["status with a fraction", { statusCode: 200.5 }],
  ["interim status", { statusCode: 100 }],
  ["status beyond HTTP", { statusCode: 1000 }],
  ["body as object", { statusCode: 200, body: {} }],
  ["body as number", { statusCode: 200, body: 1 }],
  ["headers as list", { statusCode: 200, headers: [] }],
  ["headers as text", { statusCode: 200, headers: "a: b" }],
  ["header value as object", { statusCode: 200, headers: { a: {} } }],
  ["header splitting in the value", { statusCode: 200, headers: { a: "b\r\nSet-Cookie: c" } }],
  ["header splitting in the name", { statusCode: 200, headers: { "a\r\nb": "c" } }],
  ["multi value that is no list", { statusCode: 200, multiValueHeaders: { a: "b" } }],
  ["isBase64Encoded as text", { statusCode: 200, isBase64Encoded: "true" }],
];

describe("Lambda proxy response", () => {
  for (const [title, value, status, body] of ACCEPTED) {
    test(`proxy response ${title}: ${status}`, async () => {
      const response = await answered(value);

      expect([response.status, response.body]).toEqual([status, body]);
      expect(response.headers["Content-Type"]).toBe("application/json");
      expect(response.headers).not.toHaveProperty("x-amzn-ErrorType");
    });
  }

  for (const [title, value] of REFUSED) {
    test(`APIGW-12 proxy response ${title}: 502 with one blank`, async () => {
      const response = await answered(value);

      expect([response.status, response.body]).toEqual([502, '{"message": "Internal server error"}']);
      expect(response.headers["x-amzn-ErrorType"]).toBe("InternalServerErrorException");
      expect(response.headers).not.toHaveProperty("Set-Cookie");
    });
  }

  test("proxy response that is no JSON: 502", async () => {
    const stage = serve(api({ "/x": [method("GET")] }));
    stage.fakes.outcome = { kind: "success", payload: Buffer.from("{") };

    expect((await stage.call({ path: "/v1/x" })).status).toBe(502);
  });

  test("proxy response headers: merged, remapped, booleans as text, ids not forged", async () => {
    const response = await answered({
      statusCode: 200,
      headers: {
        "X-One": "c",
        flag: true,
        Date: "never",
        Server: "mine",
        "Content-Length": "999",
        "Keep-Alive": "timeout=1",
        Trailer: "X-One",
        upgrade: "h2c",
        "content-type": "text/plain",
        "x-amzn-RequestId": "forged",
      },
      multiValueHeaders: { "x-one": ["a", "b"], "Set-Cookie": ["k=1", "l=2"] },
    });

    expect(response.headers).toMatchObject({
      "x-one": ["a", "b", "c"],
      flag: "true",
      "Set-Cookie": ["k=1", "l=2"],
      "x-amzn-Remapped-Date": "never",
      "x-amzn-Remapped-Server": "mine",
      "content-type": "text/plain",
      "x-amzn-RequestId": "11111111-2222-4333-8444-555555555555",
    });
    for (const name of ["Content-Length", "Keep-Alive", "Trailer", "upgrade"]) {
      expect(response.headers).not.toHaveProperty(name);
    }
    expect(response.headers).not.toHaveProperty("Content-Type");
    expect(response.headers["x-amz-apigw-id"]).toMatch(/^[A-Za-z0-9+/]{15}=$/);
    expect(response.headers["X-Amzn-Trace-Id"]).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/,
    );
  });

  for (const [title, parts, body] of [
    ["Accept names a binary type", { accept: "image/png", binary: ["image/png"] }, Buffer.from("x")],
    ["*/* is binary", { binary: ["*/*"] }, Buffer.from("x")],
    [
      "only the first type of Accept counts",
      { accept: "text/html, image/png", binary: ["image/png"] },
      "eA==",
    ],
    ["no Accept", { binary: ["image/png"] }, "eA=="],
  ] as const) {
    test(`proxy response in base64, ${title}`, async () => {
      const response = await answered({ statusCode: 200, body: "eA==", isBase64Encoded: true }, parts);

      expect(response.body).toEqual(body);
    });
  }
});

describe("Lambda integration failures", () => {
  for (const [title, outcome, status, body] of [
    [
      "the function failed",
      { kind: "function-error", payload: Buffer.from("{}") },
      502,
      '{"message": "Internal server error"}',
    ],
    [
      "no permission",
      { kind: "refused", code: "AccessDeniedException", message: "" },
      500,
      '{"message": "Internal server error"}',
    ],
    [
      "no function",
      { kind: "refused", code: "ResourceNotFoundException", message: "" },
      500,
      '{"message": "Internal server error"}',
    ],
    [
      "too large",
      { kind: "refused", code: "RequestTooLargeException", message: "" },
      413,
      '{"message":"Request Too Long"}',
    ],
    ["too slow", { kind: "wait-exceeded" }, 504, '{"message": "Endpoint request timed out"}'],
  ] as const) {
    test(`integration ${title}: ${status}`, async () => {
      const stage = serve(api({ "/x": [method("GET")] }));
      stage.fakes.outcome = outcome;

      const response = await stage.call({ path: "/v1/x" });

      expect([response.status, response.body]).toEqual([status, body]);
    });
  }

  test("integration is called as API Gateway, for this method, for 29 seconds", async () => {
    const stage = serve(api({ "/pets/{id}": [method("ANY")] }));

    await stage.call({ method: "PUT", path: "/v1/pets/5" });

    expect(stage.fakes.invocations[0]).toMatchObject({
      functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:hello",
      waitMs: 29_000,
      caller: {
        service: "apigateway.amazonaws.com",
        sourceArn: "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/v1/PUT/pets/{id}",
        sourceAccount: "123456789012",
      },
    });
  });

  test("integration of a Lambda function by another method than POST: 500", async () => {
    const broken = method("GET");
    const integration =
      broken.integration === undefined ? {} : { integration: { ...broken.integration, httpMethod: "GET" } };
    const stage = serve(api({ "/x": [{ ...broken, ...integration }] }));

    const response = await stage.call({ path: "/v1/x" });

    expect([response.status, stage.fakes.invocations.length]).toEqual([500, 0]);
  });
});
