import { describe, expect, test } from "vitest";
import { api, COGNITO, LAMBDA, method, serve } from "../../testing/stage.ts";

describe("gateway responses", () => {
  const responses = [
    {
      responseType: "DEFAULT_4XX",
      responseParameters: {
        "gatewayresponse.header.X-All": "'4'",
        "gatewayresponse.header.X-Origin": "method.request.header.Origin",
      },
      responseTemplates: {},
    },
    { responseType: "DEFAULT_5XX", statusCode: "599", responseParameters: {}, responseTemplates: {} },
    {
      responseType: "UNAUTHORIZED",
      statusCode: "418",
      responseParameters: { "gatewayresponse.header.X-Query": "method.request.querystring.q" },
      responseTemplates: {
        "application/json":
          '{"m":$context.error.messageString,"t":"$context.error.responseType","r":"$context.requestId","v":"$stageVariables.a"}',
        "text/plain": "no",
      },
    },
  ];
  const guarded = method("GET", { authorizationType: "COGNITO_USER_POOLS", authorizerId: COGNITO.id });
  const served = () =>
    serve(api({ "/x": [guarded], "/y": [method("GET")] }, { gatewayResponses: responses }), {
      variables: { a: "z" },
    });

  test("gateway response of the type: status, template, header", async () => {
    const response = await served().call({ path: "/v1/x", query: "q=1" });

    expect([response.status, response.body]).toEqual([
      418,
      '{"m":"Unauthorized","t":"UNAUTHORIZED","r":"11111111-2222-4333-8444-555555555555","v":"z"}',
    ]);
    expect(response.headers["X-Query"]).toBe("1");
    expect(response.headers).not.toHaveProperty("X-All");
  });

  test("gateway response chosen by Accept", async () => {
    const response = await served().call({ path: "/v1/x", headers: { Accept: "text/plain" } });

    expect([response.body, response.headers["Content-Type"]]).toEqual(["no", "text/plain"]);
  });

  test("APIGW-12 gateway response: a header value with a line break is left out", async () => {
    const response = await served().call({ path: "/v1/x", query: "q=1%0d%0aSet-Cookie:%20a" });

    expect(response.headers).not.toHaveProperty("X-Query");
  });

  test("gateway response DEFAULT_4XX covers other types and keeps their status", async () => {
    const response = await served().call({ path: "/v1/none", headers: { Origin: "http://a" } });

    expect([response.status, response.body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect(response.headers).toMatchObject({ "X-All": "4", "X-Origin": "http://a" });
  });

  test("gateway response DEFAULT_5XX covers failed functions", async () => {
    const stage = served();
    stage.fakes.outcome = { kind: "function-error", payload: Buffer.from("") };

    expect((await stage.call({ path: "/v1/y" })).status).toBe(599);
  });

  test("gateway response: AWS's own when nobody says anything", async () => {
    const response = await serve(api({ "/x": [guarded] })).call({ path: "/v1/x" });

    expect(response.headers).toEqual({
      "x-amzn-RequestId": "11111111-2222-4333-8444-555555555555",
      "x-amz-apigw-id": expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
      "x-amzn-ErrorType": "UnauthorizedException",
      "Content-Type": "application/json",
    });
  });
});

describe("MOCK", () => {
  const mock = (requestTemplates: Record<string, string>) =>
    method("OPTIONS", {
      integration: {
        ...LAMBDA,
        type: "MOCK",
        passthroughBehavior: "WHEN_NO_TEMPLATES",
        requestTemplates,
        integrationResponses: {
          "204": { statusCode: "204", responseParameters: { "method.response.header.A": "'b'" } },
        },
      },
    });

  for (const [title, template, headers, status] of [
    ["the template names a status", '{"statusCode":200}', {}, 204],
    ["the template names none", "{}", {}, 500],
    ["the template is no JSON", "{", {}, 500],
    ["a content type without template", '{"statusCode":200}', { "Content-Type": "text/xml" }, 415],
  ] as const) {
    test(`MOCK ${title}: ${status}`, async () => {
      const stage = serve(api({ "/x": [mock({ "application/json": template })] }));

      const response = await stage.call({ method: "OPTIONS", path: "/v1/x", headers });

      expect(response.status).toBe(status);
      if (status === 204) expect(response.headers["A"]).toBe("b");
      expect(stage.fakes.invocations).toHaveLength(0);
    });
  }
});
